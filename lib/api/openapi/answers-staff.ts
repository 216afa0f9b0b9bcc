/** Answers about staff accounts, sessions and settings; the types are in ../staff-answers.ts. */
import { z } from 'zod';
import { staffRoles } from '../../customers/roles';
import { settingsSchema } from '../../settings';
import { id, moment, rubles } from './answers-common';

const version = z.int().describe('Number of the last edit; 0 when there was none');

export const staffMember = z.strictObject({
  id,
  email: z.string(),
  name: z.string(),
  role: z.enum(staffRoles),
});

export const staffView = staffMember.extend({
  active: z.boolean().describe('false: switched off, cannot sign in'),
});

export const staffListAnswer = z.strictObject({ version, staff: z.array(staffView) });
export const staffMemberAnswer = z.strictObject({ member: staffView });
export const staffPasswordAnswer = z.strictObject({
  member: staffView,
  password: z.string().describe('Told this once'),
});

export const sessionView = z.strictObject({
  session: z.string(),
  startedAt: moment,
  lastUsedAt: moment,
  expiresAt: moment,
  browser: z.string().nullable().describe('As it names itself'),
  current: z.boolean().describe('The one that asks'),
});
export const sessionsAnswer = z.strictObject({ sessions: z.array(sessionView) });

export const deliverySettings = z.strictObject({
  version,
  fee: rubles,
  freeFrom: rubles.nullable().describe('Sum of dishes from which delivery is free; null: never'),
  pickupAddress: z.string(),
  minimumOrder: rubles,
  leadMinutes: z.int(),
});

export const hoursSettings = z.strictObject({
  version,
  hours: settingsSchema.shape.hours.unwrap(),
  closedDates: z.array(z.iso.date()),
});

export const settingsAnswer = z.strictObject({
  delivery: deliverySettings,
  hours: hoursSettings,
  paused: z.boolean(),
  timeZone: z.string().describe('IANA name of the zone that hours and days are in'),
});

export const pageEditAnswer = z.strictObject({
  page: z.strictObject({ slug: z.string(), title: z.string(), body: z.string(), version }),
});
