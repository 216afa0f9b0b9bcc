/**
 * Row texts (SPEC 9). Rows are written once, in Russian, and read by people in
 * NocoDB's grid, so the texts live here and not in the interface's catalogue.
 */
import { toRubles } from '../money';

const plural = new Intl.PluralRules('ru');
const forms: Partial<Record<Intl.LDMLPluralRule, string>> = {
  one: 'балл',
  few: 'балла',
  many: 'баллов',
};

function points(n: number): string {
  return `${n} ${forms[plural.select(n)] ?? 'баллов'}`;
}

export const describe = {
  earned: (n: number, kopecks: number) =>
    `Начислено ${points(n)} за заказ на сумму ${toRubles(kopecks)} руб.`,
  promised: (n: number, kopecks: number) =>
    `Будет начислено ${points(n)} за заказ на сумму ${toRubles(kopecks)} руб.`,
  used: (n: number) => `Использовано ${points(n)} для оплаты заказа`,
  refunded: (n: number) => `Возвращено ${points(n)} при отмене заказа`,
  refundedPart: (n: number) => `Возвращено ${points(n)} при изменении заказа`,
  takenBack: (n: number) => `Списано ${points(n)} при отмене заказа`,
  takenBackForChange: (n: number) => `Списано ${points(n)} при изменении заказа`,
  spendChanged: () => 'Изменена сумма заказа',
  refused: () => 'Изменение заказа отклонено',
  expired: (n: number) => `Сгорело ${points(n)}: истёк срок действия`,
  joined: (n: number) =>
    n > 0 ? `Начислено ${points(n)} за регистрацию` : 'Вступление в программу лояльности',
  birthday: (n: number) => `Начислено ${points(n)} ко дню рождения`,
  adjusted: (n: number, reason: string) =>
    `${n >= 0 ? 'Начислено' : 'Списано'} ${points(Math.abs(n))} администратором: ${reason}`,
  forfeited: (n: number) => `Списано ${points(n)}: аккаунт удалён`,
  /** A row of the import (docs/import.md); 0 points carry qualifying spend alone. */
  opened: (n: number) => {
    if (n > 0) return `Начислено ${points(n)}: остаток из прежней системы`;
    return n < 0
      ? `Списано ${points(-n)}: долг из прежней системы`
      : 'Перенесена сумма покупок из прежней системы';
  },
  levelReason: (first: boolean, orderId: number | null, windowDays: number, kopecks: number) => {
    const sum = `сумма заказов${windowDays > 0 ? ` за ${windowDays} дн.` : ''} ${toRubles(kopecks)} руб.`;
    if (first) return `Вступление в программу, ${sum}`;
    return orderId === null ? `Пересчёт уровня, ${sum}` : `Заказ №${orderId}, ${sum}`;
  },
};
