/** The staff's part of the API about customers, jobs and records of who did what. */
import type { z } from 'zod';
import type {
  AdminUserLoyaltyAnswer,
  AdminUsersAnswer,
  HealthAnswer,
  IntegrityAnswer,
} from '../api/admin-loyalty-answers';
import type { AdjustAnswer, JobAnswer } from '../api/answers';
import type {
  EditsAnswer,
  LogsAnswer,
  RepairAnswer,
  RunsAnswer,
  StaffCustomerAnswer,
} from '../api/openapi/answers-customers';
import type { adjustBody } from '../api/requests';
import type { StaffOrders } from './admin-api';
import { request } from './http';

export type AdjustInput = z.input<typeof adjustBody>;

const users = '/api/admin/users';

/** A query without the values that are empty. */
function query(values: Record<string, string | number | null | undefined>): string {
  const given = Object.entries(values).filter(([, value]) => value !== '' && value != null);
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text ? `?${text}` : '';
}

export const customerPaths = {
  list: (filters: Record<string, string>) => users + query(filters),
  one: (id: number) => `${users}/${id}`,
  points: (id: number, filters: { type?: string; before?: string }) =>
    `${users}/${id}/loyalty${query(filters)}`,
  orders: (id: number, before?: number | null) => `${users}/${id}/orders${query({ before })}`,
  csv: (id: number, type: string) => `${users}/${id}/loyalty/export${query({ type })}`,
  audit: (id: number) => `/api/admin/loyalty/integrity?user=${id}`,
  health: '/api/admin/health',
  logs: (filters: Record<string, string>) => `/api/admin/logs${query(filters)}`,
  edits: (filters: Record<string, string>) => `/api/admin/edits${query(filters)}`,
  runs: (filters: Record<string, string>) => `/api/admin/jobs/runs${query(filters)}`,
};

export const customersApi = {
  list: (path: string) => request<AdminUsersAnswer>(path),
  one: (path: string) => request<StaffCustomerAnswer>(path),
  points: (path: string) => request<AdminUserLoyaltyAnswer>(path),
  orders: (path: string) => request<StaffOrders>(path),
  audit: (path: string) => request<IntegrityAnswer>(path),
  adjust: (body: AdjustInput, idempotencyKey: string) =>
    request<AdjustAnswer>('/api/admin/loyalty/adjust', { method: 'POST', body, idempotencyKey }),
  repair: (id: number) => request<RepairAnswer>(`${users}/${id}/repair`, { method: 'POST' }),
  health: () => request<HealthAnswer>(customerPaths.health),
  logs: (path: string) => request<LogsAnswer>(path),
  edits: (path: string) => request<EditsAnswer>(path),
  runs: (path: string) => request<RunsAnswer>(path),
  runJob: (job: string) => request<JobAnswer>(`/api/admin/jobs/${job}`, { method: 'POST' }),
};
