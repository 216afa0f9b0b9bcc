/**
 * Problem documents (RFC 9457). Every code has its status and Russian text here;
 * both records are exhaustive, so a new code does not compile without them.
 */
import type { Problem } from '../api/answers';
import { quoteView } from '../api/views';
import { toRubles } from '../money';
import type { Refusal, RefusalCode } from '../refusal';
import { MIN_PASSWORD, type PasswordFault } from '../staff/passwords';

/** Failures of the request itself rather than of a rule. */
export const requestCodes = [
  'INVALID_JSON',
  'BODY_TOO_LARGE',
  'UNAUTHORIZED',
  'TOKEN_EXPIRED',
  'TELEGRAM_INVALID',
  'FORBIDDEN',
  'CROSS_SITE',
  'CODE_WRONG',
  'CODE_EXPIRED',
  'TOO_MANY_REQUESTS',
  'SIGN_IN_FAILED',
  'IDEMPOTENCY_KEY_REQUIRED',
  'RUN_IN_PROGRESS',
  'STORE_UNAVAILABLE',
  'INTERNAL',
] as const;

export type ProblemCode = RefusalCode | (typeof requestCodes)[number];

export const problemStatuses: Record<ProblemCode, number> = {
  NOT_FOUND: 404,
  VALIDATION: 422,
  INVALID_STATUS: 409,
  ORDER_NOT_CHANGEABLE: 409,
  ORDER_CHANGED: 409,
  ORDER_ABANDONED: 409,
  HOLD_EXPIRED: 409,
  IDEMPOTENCY_MISMATCH: 422,
  QUOTE_CHANGED: 409,
  MENU_ITEM_UNAVAILABLE: 409,
  MENU_OPTIONS_INVALID: 409,
  CATEGORY_NOT_EMPTY: 409,
  PICTURE_UNREADABLE: 422,
  RESTAURANT_CLOSED: 409,
  TIME_UNAVAILABLE: 409,
  MIN_ORDER: 409,
  PHONE_TAKEN: 409,
  ACTIVE_ORDERS: 409,
  LOYALTY_DISABLED: 409,
  POINTS_OVER_CAP: 409,
  POINTS_UNAVAILABLE: 409,
  POINTS_ALREADY_USED: 409,
  CLAWBACK_SHORTFALL: 409,
  PROMO_NOT_FOUND: 409,
  PROMO_INACTIVE: 409,
  PROMO_NOT_STARTED: 409,
  PROMO_EXPIRED: 409,
  PROMO_EXHAUSTED: 409,
  PROMO_ALREADY_USED: 409,
  PROMO_MIN_AMOUNT: 409,
  PROMO_CODE_TAKEN: 409,
  PROMO_IN_USE: 409,
  PROMO_PATTERN_GUESSABLE: 422,
  PAYMENT_DECLINED: 402,
  PAYMENT_REQUIRED: 409,
  PAYMENT_METHOD_REQUIRED: 409,
  PAYMENT_IN_PROGRESS: 409,
  PAYMENT_UNAVAILABLE: 503,
  EDIT_CONFLICT: 409,
  LEDGER_STOPPED: 409,
  EMAIL_TAKEN: 409,
  LAST_OWNER: 409,
  PASSWORD_WEAK: 422,
  PASSWORD_WRONG: 403,
  INVALID_JSON: 400,
  BODY_TOO_LARGE: 413,
  UNAUTHORIZED: 401,
  TOKEN_EXPIRED: 401,
  TELEGRAM_INVALID: 401,
  FORBIDDEN: 403,
  CROSS_SITE: 403,
  CODE_WRONG: 401,
  CODE_EXPIRED: 401,
  TOO_MANY_REQUESTS: 429,
  SIGN_IN_FAILED: 401,
  IDEMPOTENCY_KEY_REQUIRED: 400,
  RUN_IN_PROGRESS: 409,
  STORE_UNAVAILABLE: 503,
  INTERNAL: 500,
};

type Params = Record<string, number | string>;

/** Where and when the reader is, for texts that name a day. */
export interface Reader {
  timeZone: string;
  now: number;
}

const WEAK: Record<PasswordFault, string> = {
  short: `Пароль короткий: нужно не меньше ${MIN_PASSWORD} знаков`,
  long: 'Пароль слишком длинный',
  pattern: 'В пароле слишком мало разных знаков',
  common: 'Такой пароль подбирают первым. Придумайте другой',
  personal: 'В пароле ваше имя или почта: такой легко угадать',
};

const texts: Record<ProblemCode, string | ((params: Params, reader: Reader) => string)> = {
  NOT_FOUND: 'Не найдено',
  VALIDATION: 'Проверьте данные: некоторые поля заполнены неверно',
  INVALID_STATUS: 'С заказом в таком статусе это сделать нельзя',
  ORDER_NOT_CHANGEABLE: 'Заказ уже принят или оплачен, изменить его нельзя',
  ORDER_CHANGED: 'Заказ тем временем изменили. Посмотрите, как он выглядит теперь',
  ORDER_ABANDONED: 'Оформление заказа прервалось, и он отменён. Оформите его ещё раз',
  HOLD_EXPIRED:
    'Заказ не оплатили вовремя, и он отменён: баллы и промокод снова свободны. Оформите его ещё раз',
  IDEMPOTENCY_MISMATCH: 'Этот ключ запроса уже использован с другими данными',
  QUOTE_CHANGED: 'Сумма заказа изменилась. Проверьте её ещё раз',
  MENU_ITEM_UNAVAILABLE: 'Некоторые блюда сейчас недоступны',
  CATEGORY_NOT_EMPTY: ({ name }) =>
    `В категории «${name}» есть блюда. Сначала перенесите их или снимите с меню`,
  PICTURE_UNREADABLE: 'Нужна картинка JPEG, PNG или WebP, со сторонами от 32 до 6000 точек',
  MENU_OPTIONS_INVALID: 'Выберите размер или вариант: без этого блюдо не заказать',
  RESTAURANT_CLOSED: ({ opensAt }, reader) =>
    opensAt === undefined
      ? 'Сейчас мы не принимаем заказы. Загляните немного позже'
      : `Сейчас мы закрыты. Откроемся ${openingText(Date.parse(String(opensAt)), reader)}`,
  TIME_UNAVAILABLE: 'К этому времени заказ не получится. Выберите другое',
  MIN_ORDER: ({ missingKopecks }) =>
    `Ещё ${moneyText(Number(missingKopecks))} до минимальной суммы заказа`,
  PHONE_TAKEN: 'Этот номер уже у другого покупателя',
  ACTIVE_ORDERS: 'Пока заказ выполняется, удалить аккаунт нельзя. Дождитесь его или отмените',
  LOYALTY_DISABLED: 'Программа лояльности сейчас отключена',
  POINTS_OVER_CAP: 'Столько баллов нельзя потратить на этот заказ',
  POINTS_UNAVAILABLE: 'Столько баллов сейчас нет на балансе',
  POINTS_ALREADY_USED: 'На этот заказ баллы уже списаны',
  CLAWBACK_SHORTFALL: 'Начисленные за заказ баллы уже потрачены, поэтому изменить его нельзя',
  PROMO_NOT_FOUND: 'Такого промокода нет',
  PROMO_INACTIVE: 'Промокод отключён',
  PROMO_NOT_STARTED: ({ validFrom }, reader) =>
    validFrom === undefined
      ? 'Код ещё не начал действовать'
      : `Код начнёт действовать ${startText(Number(validFrom), reader)}`,
  PROMO_EXPIRED: ({ validUntil }, reader) =>
    validUntil === undefined
      ? 'Срок действия кода истёк'
      : `Код действовал до ${endText(Number(validUntil), reader)}`,
  PROMO_EXHAUSTED: 'Промокод уже использован наибольшее число раз',
  PROMO_ALREADY_USED: ({ order }) =>
    order === undefined
      ? 'Вы уже использовали этот промокод'
      : `Этот промокод занят вашим неоплаченным заказом ${order}. Оплатите его или отмените`,
  PROMO_MIN_AMOUNT: ({ missingKopecks }) =>
    `Ещё ${moneyText(Number(missingKopecks))} до минимальной суммы`,
  PROMO_CODE_TAKEN: 'Такой промокод уже есть',
  PROMO_IN_USE: ({ what }) =>
    what === 'usageType'
      ? 'Код уже используют: сделать его одноразовым для клиента нельзя. Создайте новый код'
      : 'Код уже использовали, удалить его нельзя. Его можно отключить',
  PROMO_PATTERN_GUESSABLE: ({ signs }) =>
    `Такие коды легко подобрать: в шаблоне нужно не меньше ${signs} знаков #`,
  PAYMENT_DECLINED: 'Банк отклонил оплату. Попробуйте ещё раз или выберите другой способ',
  PAYMENT_REQUIRED: 'Чтобы заменить наличные на карту или СБП, оплатите заказ',
  PAYMENT_METHOD_REQUIRED: 'Выберите оплату картой или через СБП',
  PAYMENT_IN_PROGRESS: 'Оплата заказа ещё не завершена. Подождите минуту',
  PAYMENT_UNAVAILABLE: 'Платёжная система не отвечает. Попробуйте ещё раз',
  LEDGER_STOPPED:
    'История баллов повреждена, и мы её проверяем. До этого баллы и заказ изменить нельзя: позвоните нам',
  EDIT_CONFLICT: 'Кто-то уже изменил эти данные. Обновите страницу',
  EMAIL_TAKEN: 'Сотрудник с такой почтой уже есть',
  LAST_OWNER: 'Это последний действующий владелец. Сначала назначьте владельцем кого-то ещё',
  PASSWORD_WEAK: ({ fault }) => WEAK[fault as PasswordFault] ?? 'Слишком простой пароль',
  PASSWORD_WRONG: 'Нынешний пароль введён неверно',
  INVALID_JSON: 'Запрос не читается',
  BODY_TOO_LARGE: 'Запрос слишком большой',
  UNAUTHORIZED: 'Войдите, чтобы продолжить',
  TOKEN_EXPIRED: 'Вход устарел. Войдите ещё раз',
  TELEGRAM_INVALID: 'Telegram не подтвердил вход. Откройте приложение заново',
  FORBIDDEN: 'Недостаточно прав',
  CROSS_SITE: 'Запрос пришёл с другого сайта',
  CODE_WRONG: 'Неверный код',
  CODE_EXPIRED: 'Код больше не действует. Запросите новый',
  TOO_MANY_REQUESTS: 'Слишком много попыток. Подождите немного',
  SIGN_IN_FAILED: 'Неверная почта или пароль',
  IDEMPOTENCY_KEY_REQUIRED: 'Нужен заголовок Idempotency-Key (8–200 видимых символов)',
  RUN_IN_PROGRESS: 'Предыдущий расчёт ещё идёт. Дождитесь его или отмените',
  STORE_UNAVAILABLE: 'Сервис временно недоступен. Попробуйте ещё раз',
  INTERNAL: 'Что-то пошло не так. Мы уже разбираемся',
};

function moneyText(kopecks: number): string {
  const digits = kopecks % 100 === 0 ? 0 : 2;
  const number = new Intl.NumberFormat('ru-RU', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${number.format(toRubles(kopecks))} ₽`;
}

/** "1 декабря", with the hour where it is not the start of the day, with a year that is not this. */
function startText(at: number, reader: Reader): string {
  const time = format(at, reader, { hour: '2-digit', minute: '2-digit' });
  return time === '00:00' ? dayText(at, reader) : `${dayText(at, reader)} в ${time}`;
}

/** "в 10:00" today, otherwise with the day. */
function openingText(at: number, reader: Reader): string {
  const time = format(at, reader, { hour: '2-digit', minute: '2-digit' });
  const today = dayText(at, reader) === dayText(reader.now, reader);
  return today ? `в ${time}` : `${dayText(at, reader)} в ${time}`;
}

/** The last day, or the last minute where the end is not a day's. */
function endText(until: number, reader: Reader): string {
  const next = format(until + 1, reader, { hour: '2-digit', minute: '2-digit' });
  return next === '00:00' ? dayText(until, reader) : `${dayText(until, reader)}, ${next}`;
}

function dayText(at: number, reader: Reader): string {
  const year = (moment: number) => format(moment, reader, { year: 'numeric' });
  const day = format(at, reader, { day: 'numeric', month: 'long' });
  return year(at) === year(reader.now) ? day : `${day} ${year(at)}`;
}

function format(at: number, { timeZone }: Reader, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('ru-RU', { timeZone, ...options }).format(at);
}

export interface ProblemMore {
  fields?: Problem['fields'];
  retryAfter?: number;
  conflict?: Problem['conflict'];
  /** Sent with the answer, such as cookies to be forgotten. */
  headers?: Headers;
}

/** The answer to a refusal or a failed request; `reader` for texts with a day. */
export function problemResponse(
  refusal: Omit<Refusal, 'ok' | 'code'> & { code: ProblemCode } & ProblemMore,
  instance: string,
  reader: Reader = { timeZone: 'Europe/Moscow', now: Date.now() },
): Response {
  const { code, params = {}, quote, maxPoints, orderId, fields, retryAfter, conflict } = refusal;
  const headers = new Headers(refusal.headers);
  headers.set('content-type', 'application/problem+json');
  headers.set('cache-control', 'no-store');
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter));
  const text = texts[code];
  const status = problemStatuses[code];
  const problem: Problem = {
    type: 'about:blank',
    title: code,
    status,
    code,
    detail: typeof text === 'function' ? text(params, reader) : text,
    instance,
    ...(fields && { fields }),
    ...(quote && { quote: quoteView(quote) }),
    ...(maxPoints !== undefined && { maxPoints }),
    ...(orderId !== undefined && { orderId }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(conflict && { conflict }),
    ...(Object.keys(params).length > 0 && { params }),
  };
  return Response.json(problem, { status, headers });
}
