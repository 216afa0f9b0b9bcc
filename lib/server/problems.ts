/**
 * Problem documents (RFC 9457). Every code has its status and Russian text here;
 * both records are exhaustive, so a new code does not compile without them.
 */
import type { Problem } from '../api/answers';
import { quoteView } from '../api/views';
import { toRubles } from '../money';
import type { Refusal, RefusalCode } from '../refusal';

/** Failures of the request itself rather than of a rule. */
export const requestCodes = [
  'INVALID_JSON',
  'BODY_TOO_LARGE',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'CROSS_SITE',
  'CODE_WRONG',
  'CODE_EXPIRED',
  'TOO_MANY_REQUESTS',
  'SIGN_IN_FAILED',
  'IDEMPOTENCY_KEY_REQUIRED',
  'STORE_UNAVAILABLE',
  'INTERNAL',
] as const;

export type ProblemCode = RefusalCode | (typeof requestCodes)[number];

const statuses: Record<ProblemCode, number> = {
  NOT_FOUND: 404,
  VALIDATION: 422,
  INVALID_STATUS: 409,
  ORDER_NOT_CHANGEABLE: 409,
  ORDER_ABANDONED: 409,
  IDEMPOTENCY_MISMATCH: 422,
  QUOTE_CHANGED: 409,
  MENU_ITEM_UNAVAILABLE: 409,
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
  PAYMENT_DECLINED: 402,
  PAYMENT_REQUIRED: 409,
  PAYMENT_METHOD_REQUIRED: 409,
  PAYMENT_IN_PROGRESS: 409,
  PAYMENT_UNAVAILABLE: 503,
  EDIT_CONFLICT: 409,
  INVALID_JSON: 400,
  BODY_TOO_LARGE: 413,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  CROSS_SITE: 403,
  CODE_WRONG: 401,
  CODE_EXPIRED: 401,
  TOO_MANY_REQUESTS: 429,
  SIGN_IN_FAILED: 401,
  IDEMPOTENCY_KEY_REQUIRED: 400,
  STORE_UNAVAILABLE: 503,
  INTERNAL: 500,
};

type Params = Record<string, number | string>;

const texts: Record<ProblemCode, string | ((params: Params) => string)> = {
  NOT_FOUND: 'Не найдено',
  VALIDATION: 'Проверьте данные: некоторые поля заполнены неверно',
  INVALID_STATUS: 'С заказом в таком статусе это сделать нельзя',
  ORDER_NOT_CHANGEABLE: 'Заказ уже принят или оплачен, изменить его нельзя',
  ORDER_ABANDONED: 'Оформление заказа прервалось, и он отменён. Оформите его ещё раз',
  IDEMPOTENCY_MISMATCH: 'Этот ключ запроса уже использован с другими данными',
  QUOTE_CHANGED: 'Сумма заказа изменилась. Проверьте её ещё раз',
  MENU_ITEM_UNAVAILABLE: 'Некоторые блюда сейчас недоступны',
  LOYALTY_DISABLED: 'Программа лояльности сейчас отключена',
  POINTS_OVER_CAP: 'Столько баллов нельзя потратить на этот заказ',
  POINTS_UNAVAILABLE: 'Столько баллов сейчас нет на балансе',
  POINTS_ALREADY_USED: 'На этот заказ баллы уже списаны',
  CLAWBACK_SHORTFALL: 'Начисленные за заказ баллы уже потрачены, поэтому изменить его нельзя',
  PROMO_NOT_FOUND: 'Такого промокода нет',
  PROMO_INACTIVE: 'Промокод отключён',
  PROMO_NOT_STARTED: 'Промокод ещё не начал действовать',
  PROMO_EXPIRED: 'Срок действия промокода истёк',
  PROMO_EXHAUSTED: 'Промокод уже использован наибольшее число раз',
  PROMO_ALREADY_USED: 'Вы уже использовали этот промокод',
  PROMO_MIN_AMOUNT: ({ missingKopecks }) =>
    `Ещё ${toRubles(Number(missingKopecks))} ₽ до минимальной суммы заказа`,
  PAYMENT_DECLINED: 'Банк отклонил оплату. Попробуйте ещё раз или выберите другой способ',
  PAYMENT_REQUIRED: 'Чтобы заменить наличные на карту или СБП, оплатите заказ',
  PAYMENT_METHOD_REQUIRED: 'Выберите оплату картой или через СБП',
  PAYMENT_IN_PROGRESS: 'Оплата заказа ещё не завершена. Подождите минуту',
  PAYMENT_UNAVAILABLE: 'Платёжная система не отвечает. Попробуйте ещё раз',
  EDIT_CONFLICT: 'Кто-то уже изменил эти данные. Обновите страницу',
  INVALID_JSON: 'Запрос не читается',
  BODY_TOO_LARGE: 'Запрос слишком большой',
  UNAUTHORIZED: 'Войдите, чтобы продолжить',
  FORBIDDEN: 'Недостаточно прав',
  CROSS_SITE: 'Запрос пришёл с другого сайта',
  CODE_WRONG: 'Неверный код',
  CODE_EXPIRED: 'Код больше не действует. Запросите новый',
  TOO_MANY_REQUESTS: 'Слишком много попыток. Подождите немного',
  SIGN_IN_FAILED: 'Неверная почта или пароль',
  IDEMPOTENCY_KEY_REQUIRED: 'Нужен заголовок Idempotency-Key (8–200 видимых символов)',
  STORE_UNAVAILABLE: 'Сервис временно недоступен. Попробуйте ещё раз',
  INTERNAL: 'Что-то пошло не так. Мы уже разбираемся',
};

export interface ProblemMore {
  fields?: Problem['fields'];
  retryAfter?: number;
}

/** The answer to a refusal or a failed request. */
export function problemResponse(
  refusal: Omit<Refusal, 'ok' | 'code'> & { code: ProblemCode } & ProblemMore,
  instance: string,
): Response {
  const { code, params = {}, quote, maxPoints, orderId, fields, retryAfter } = refusal;
  const text = texts[code];
  const status = statuses[code];
  const problem: Problem = {
    type: 'about:blank',
    title: code,
    status,
    code,
    detail: typeof text === 'function' ? text(params) : text,
    instance,
    ...(fields && { fields }),
    ...(quote && { quote: quoteView(quote) }),
    ...(maxPoints !== undefined && { maxPoints }),
    ...(orderId !== undefined && { orderId }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
  return Response.json(problem, {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    },
  });
}
