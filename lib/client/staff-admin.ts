/** The staff's part of the API about accounts, sessions and settings. */
import type { z } from 'zod';
import type {
  DeliverySettingsView,
  HoursSettingsView,
  PageEditAnswer,
  SessionView,
  SettingsAnswer,
  StaffListAnswer,
  StaffPasswordAnswer,
  StaffView,
} from '../api/staff-answers';
import type {
  addStaffBody,
  deliverySettingsBody,
  editStaffBody,
  hoursSettingsBody,
  pageBody,
} from '../api/staff-requests';
import { request } from './http';

export const staffPaths = {
  staff: '/api/admin/staff',
  sessionsOf: (id: number) => `/api/admin/staff/${id}/sessions`,
  ownSessions: '/api/admin/auth/sessions',
  settings: '/api/admin/settings',
  page: (slug: string) => `/api/admin/pages/${slug}`,
};

const { staff, ownSessions, settings } = staffPaths;

export const staffAdminApi = {
  list: () => request<StaffListAnswer>(staff),
  add: (body: z.input<typeof addStaffBody>) =>
    request<StaffPasswordAnswer>(staff, { method: 'POST', body }),
  edit: async (id: number, body: z.input<typeof editStaffBody>) =>
    (await request<{ member: StaffView }>(`${staff}/${id}`, { method: 'PATCH', body })).member,
  drawPassword: (id: number) =>
    request<StaffPasswordAnswer>(`${staff}/${id}/password`, { method: 'POST' }),
  sessions: async (path: string) => (await request<{ sessions: SessionView[] }>(path)).sessions,
  /** `path`: whose sessions; one of them, or all but this browser's. */
  endSession: (path: string, session: string) =>
    request<unknown>(`${path}/${session}`, { method: 'DELETE' }),
  endOtherSessions: () => request<unknown>(ownSessions, { method: 'DELETE' }),
  changePassword: (current: string, next: string) =>
    request<unknown>('/api/admin/auth/password', { method: 'POST', body: { current, next } }),
  settings: () => request<SettingsAnswer>(settings),
  saveDelivery: async (body: z.input<typeof deliverySettingsBody>) =>
    (
      await request<{ delivery: DeliverySettingsView }>(`${settings}/delivery`, {
        method: 'PUT',
        body,
      })
    ).delivery,
  saveHours: async (body: z.input<typeof hoursSettingsBody>) =>
    (await request<{ hours: HoursSettingsView }>(`${settings}/hours`, { method: 'PUT', body }))
      .hours,
  pause: (paused: boolean) =>
    request<unknown>(`${settings}/pause`, { method: 'PUT', body: { paused } }),
  page: async (path: string) => (await request<PageEditAnswer>(path)).page,
  savePage: async (slug: string, body: z.input<typeof pageBody>) =>
    (await request<PageEditAnswer>(staffPaths.page(slug), { method: 'PUT', body })).page,
};
