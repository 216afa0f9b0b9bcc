/** The staff's part of the API. */
import type { z } from 'zod';
import type { OrderAnswer, OrderView } from '../api/answers';
import type { staffOrderBody } from '../api/requests';
import type { StaffEventView } from '../api/staff-orders';
import type { LoyaltyProgram } from '../loyalty/program';
import { request } from './http';

export type StaffOrderInput = z.input<typeof staffOrderBody>;

/** An order as staff see it. */
export interface StaffOrder extends OrderView {
  customer: { id: number; phone: string; name?: string | null };
  events: StaffEventView[];
}

export interface StaffOrders {
  orders: StaffOrder[];
  next: number | null;
}

export interface LoyaltyStatus {
  enabled: boolean;
  programme: LoyaltyProgram;
}

export const adminPaths = {
  order: (id: number) => `/api/admin/orders/${id}`,
  loyalty: '/api/admin/loyalty/status',
};

export const adminApi = {
  signIn: (email: string, password: string) =>
    request<unknown>('/api/admin/auth/login', { method: 'POST', body: { email, password } }),
  signOut: () => request<unknown>('/api/admin/auth/logout', { method: 'POST' }),
  order: async (id: number) => {
    const answer = await request<StaffOrder | { order: StaffOrder }>(adminPaths.order(id));
    return 'order' in answer ? answer.order : answer;
  },
  changeOrder: (id: number, body: StaffOrderInput) =>
    request<OrderAnswer>(adminPaths.order(id), { method: 'PATCH', body }),
  loyalty: () => request<LoyaltyStatus>(adminPaths.loyalty),
  toggleLoyalty: (enabled: boolean) =>
    request<unknown>('/api/admin/loyalty/toggle', { method: 'PUT', body: { enabled } }),
};
