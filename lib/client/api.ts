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
  PageAnswer,
  ProfileAnswer,
  PromoAnswer,
  RequestCodeAnswer,
  SignInAnswer,
  TelegramAnswer,
} from '../api/answers';
import type {
  addressesBody,
  changeOrderBody,
  changeProfileBody,
  placeOrderBody,
  validatePromoBody,
  verifyBody,
} from '../api/requests';
import { request, sessionStarted } from './http';

export type PlaceOrderInput = z.input<typeof placeOrderBody>;
export type ChangeOrderInput = z.input<typeof changeOrderBody>;
export type VerifyInput = z.input<typeof verifyBody>;
export type ProfileInput = z.input<typeof changeProfileBody>;
export type AddressesInput = z.input<typeof addressesBody>;
export type PromoInput = z.input<typeof validatePromoBody>;

/** Addresses that SWR keeps answers under. */
export const paths = {
  menu: '/api/menu',
  me: '/api/auth/me',
  balance: '/api/client/loyalty/balance',
  levels: '/api/client/loyalty/levels',
  profile: '/api/profile',
  page: (slug: string) => `/api/pages/${slug}`,
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
  verify: async (body: VerifyInput) => {
    const answer = await request<SignInAnswer>('/api/auth/verify', { method: 'POST', body });
    sessionStarted();
    return answer;
  },
  telegram: async (initData: string) => {
    const body = { initData };
    const answer = await request<TelegramAnswer>('/api/auth/telegram', { method: 'POST', body });
    if (!('needsPhone' in answer)) sessionStarted();
    return answer;
  },
  signOut: () => request<unknown>('/api/auth/logout', { method: 'POST' }),

  profile: () => request<ProfileAnswer>(paths.profile),
  changeProfile: (body: ProfileInput) => request<unknown>(paths.profile, { method: 'PATCH', body }),
  saveAddresses: (addresses: AddressesInput['addresses']) =>
    request<unknown>('/api/profile/addresses', { method: 'PUT', body: { addresses } }),
  changePhone: (phone: string, code: string) =>
    request<unknown>('/api/profile/phone', { method: 'POST', body: { phone, code } }),
  signOutEverywhere: () =>
    request<unknown>('/api/profile/sign-out-everywhere', { method: 'POST', body: {} }),
  page: (slug: string) => request<PageAnswer>(paths.page(slug)),
  deleteAccount: () =>
    request<unknown>(paths.profile, { method: 'DELETE', body: { confirm: true } }),

  validatePromo: (body: PromoInput) =>
    request<PromoAnswer>('/api/promo/validate', { method: 'POST', body }),

  orders: (before?: number | null) => request<OrdersAnswer>(paths.orders(before)),
  order: async (id: number) =>
    unwrapOrder(await request<OrderView | { order: OrderView }>(paths.order(id))),
  checkPayment: async (id: number) =>
    unwrapOrder(
      await request<{ order: OrderView }>(`${paths.order(id)}/payment`, { method: 'POST' }),
    ),
  placeOrder: (body: PlaceOrderInput, idempotencyKey: string) =>
    request<OrderAnswer>('/api/orders', { method: 'POST', body, idempotencyKey }),
  changeOrder: (id: number, body: ChangeOrderInput) =>
    request<OrderAnswer>(paths.order(id), { method: 'PATCH', body }),
};

/** One order is answered bare or as `{order}`; both are understood. */
export function unwrapOrder(answer: OrderView | { order: OrderView }): OrderView {
  return 'order' in answer ? answer.order : answer;
}
