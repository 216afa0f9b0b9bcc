/** The API as functions: one a route, typed by the contract in lib/api. */
import type { z } from 'zod';
import type {
  BalanceAnswer,
  HistoryAnswer,
  LevelsAnswer,
  MaxSpendAnswer,
  MeAnswer,
  MenuAnswer,
  OrderAnswer,
  OrdersAnswer,
  OrderView,
  PromoAnswer,
  RequestCodeAnswer,
  SignInAnswer,
} from '../api/answers';
import type {
  changeOrderBody,
  placeOrderBody,
  validatePromoBody,
  verifyBody,
} from '../api/requests';
import { request } from './http';

export type PlaceOrderInput = z.input<typeof placeOrderBody>;
export type ChangeOrderInput = z.input<typeof changeOrderBody>;
export type VerifyInput = z.input<typeof verifyBody>;
export type PromoInput = z.input<typeof validatePromoBody>;

/** Addresses that SWR keeps answers under. */
export const paths = {
  menu: '/api/menu',
  me: '/api/auth/me',
  balance: '/api/client/loyalty/balance',
  levels: '/api/client/loyalty/levels',
  orders: (before?: number | null) => `/api/orders${before ? `?before=${before}` : ''}`,
  order: (id: number) => `/api/orders/${id}`,
  history: (page: number, limit = 20) => `/api/client/loyalty/history?page=${page}&limit=${limit}`,
  /** Rubles; `orderTotal` includes delivery and is after the promo code. */
  maxSpend: (orderTotal: number, deliveryCost: number) =>
    `/api/client/loyalty/calculate-max-spend?orderTotal=${orderTotal}&deliveryCost=${deliveryCost}`,
};

export const api = {
  menu: () => request<MenuAnswer>(paths.menu),
  me: () => request<MeAnswer>(paths.me),
  balance: () => request<BalanceAnswer>(paths.balance),
  levels: () => request<LevelsAnswer>(paths.levels),
  history: (page: number) => request<HistoryAnswer>(paths.history(page)),
  maxSpend: (orderTotal: number, deliveryCost: number) =>
    request<MaxSpendAnswer>(paths.maxSpend(orderTotal, deliveryCost)),

  requestCode: (phone: string) =>
    request<RequestCodeAnswer>('/api/auth/request-code', { method: 'POST', body: { phone } }),
  verify: (body: VerifyInput) =>
    request<SignInAnswer>('/api/auth/verify', { method: 'POST', body }),
  signOut: () => request<unknown>('/api/auth/logout', { method: 'POST' }),

  validatePromo: (body: PromoInput) =>
    request<PromoAnswer>('/api/promo/validate', { method: 'POST', body }),

  orders: (before?: number | null) => request<OrdersAnswer>(paths.orders(before)),
  order: async (id: number) =>
    unwrapOrder(await request<OrderView | { order: OrderView }>(paths.order(id))),
  placeOrder: (body: PlaceOrderInput, idempotencyKey: string) =>
    request<OrderAnswer>('/api/orders', { method: 'POST', body, idempotencyKey }),
  changeOrder: (id: number, body: ChangeOrderInput) =>
    request<OrderAnswer>(paths.order(id), { method: 'PATCH', body }),
};

/** One order is answered bare or as `{order}`; both are understood. */
export function unwrapOrder(answer: OrderView | { order: OrderView }): OrderView {
  return 'order' in answer ? answer.order : answer;
}
