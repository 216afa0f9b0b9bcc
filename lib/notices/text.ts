/** A notice in words, from the message catalogue. Pure. */
import { ru } from '../messages/ru';
import { translate } from '../messages/translate';
import type { Params } from '../messages/types';
import type { NoticeData } from './notice';

type NoticeMessage = Extract<keyof typeof ru, `notice.${string}`>;

/** Days are the restaurant's. */
export function noticeText(data: NoticeData, timeZone: string): string {
  const say = (key: NoticeMessage, params: Params) => translate('ru', ru[key], params);
  const day = (at: number) =>
    new Intl.DateTimeFormat('ru-RU', { day: 'numeric', month: 'long', timeZone }).format(at);
  switch (data.kind) {
    case 'order_status': {
      const number = String(data.orderId);
      const status = data.status === 'ready' && data.pickUp ? 'readyPickUp' : data.status;
      return say(`notice.${status}`, { number });
    }
    case 'paid_out':
      return say('notice.paidOut', { count: data.points, number: String(data.orderId ?? '') });
    case 'expiring':
      return say('notice.expiring', { count: data.points, day: lastDay(data.expiresAt, day) });
    case 'birthday':
      return data.expiresAt === null
        ? say('notice.birthday', { count: data.points })
        : say('notice.birthdayUntil', { count: data.points, day: lastDay(data.expiresAt, day) });
  }
}

/** An end at midnight belongs to the day before. */
function lastDay(expiresAt: number, day: (at: number) => string): string {
  return day(expiresAt - 1);
}
