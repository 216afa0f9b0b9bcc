/** What the HTTP API answers about staff accounts, sessions and settings. */
import type { z } from 'zod';
import type * as answers from './openapi/answers-staff';

export type StaffView = z.infer<typeof answers.staffView>;
export type StaffListAnswer = z.infer<typeof answers.staffListAnswer>;
export type StaffPasswordAnswer = z.infer<typeof answers.staffPasswordAnswer>;
export type SessionView = z.infer<typeof answers.sessionView>;
export type DeliverySettingsView = z.infer<typeof answers.deliverySettings>;
export type HoursSettingsView = z.infer<typeof answers.hoursSettings>;
export type SettingsAnswer = z.infer<typeof answers.settingsAnswer>;
export type PageEditAnswer = z.infer<typeof answers.pageEditAnswer>;
