/** Codes of a campaign as a table for spreadsheets. Pure. */
import { localDay } from '../loyalty/calendar';
import { toRubles } from '../money';
import type { PromoCode } from '../store/port-promo';

/** Excel takes a file without it for a one-byte encoding. */
const BOM = '\uFEFF';
/** What a Russian spreadsheet separates columns by; its decimal sign is the comma. */
const SEPARATOR = ';';

const usage: Record<PromoCode['usageType'], string> = {
  unlimited: 'много раз',
  once_per_user: 'один раз на клиента',
  once_total: 'один раз',
};

const head = [
  'Код',
  'Кампания',
  'Скидка',
  'Использование',
  'Лимит',
  'Минимальная сумма',
  'Максимальная скидка',
  'Действует с',
  'Действует по',
  'Включён',
  'Использован',
];

export function promoCsv(codes: readonly PromoCode[], timeZone: string): string {
  const money = (kopecks: number | null) =>
    kopecks === null ? '' : String(toRubles(kopecks)).replace('.', ',');
  const day = (at: number | null) => (at === null ? '' : localDay(at, timeZone));
  const rows = codes.map((c) => [
    c.code,
    c.campaign ?? '',
    c.discountType === 'fixed' ? `${money(c.value)} ₽` : `${String(c.value).replace('.', ',')} %`,
    usage[c.usageType],
    c.usageLimit === null ? '' : String(c.usageLimit),
    money(c.minOrderKopecks),
    money(c.maxDiscountKopecks),
    day(c.validFrom),
    day(c.validUntil),
    c.active ? 'да' : 'нет',
    String(c.timesUsed),
  ]);
  const lines = [head, ...rows].map((row) => `${row.map(cell).join(SEPARATOR)}\r\n`);
  return BOM + lines.join('');
}

/** A cell that starts like a formula is taken for one: an apostrophe makes it text. */
function cell(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
