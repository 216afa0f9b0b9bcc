/** What the HTTP API accepts about staff accounts, their sessions and the settings. */
import { z } from 'zod';
import { staffRoles } from '../customers/roles';
import { overlapOf } from '../restaurant/hours-check';
import { settingsSchema } from '../settings';
import { MAX_PASSWORD } from '../staff/passwords';
import { dateSchema, idParam, pageSlug, rublesSchema, staffEmail, text } from './requests';

const name = text(80).pipe(z.string().min(1));
const role = z.enum(staffRoles);
const version = z.int().min(0).max(2_147_483_647);
const password = z.string().min(1).max(MAX_PASSWORD);

export const addStaffBody = z.strictObject({ email: staffEmail, name, role });

export const editStaffBody = z
  .strictObject({
    version,
    name: name.optional(),
    role: role.optional(),
    active: z.boolean().optional(),
  })
  .refine((b) => Object.keys(b).length > 1, 'nothing to change');

export const changePasswordBody = z.strictObject({ current: password, next: password });

/** The random name that a session was given (lib/customers/sessions.ts). */
const session = z.string().regex(/^[\w-]{22}$/);
export const sessionParams = z.strictObject({ session });
export const staffParams = z.strictObject({ id: idParam });
export const staffSessionParams = z.strictObject({ id: idParam, session });

export const deliverySettingsBody = z.strictObject({
  version,
  fee: rublesSchema,
  /** Sum of dishes from which delivery is free; null = never. */
  freeFrom: rublesSchema.nullable(),
  pickupAddress: text(300),
  minimumOrder: rublesSchema,
  leadMinutes: settingsSchema.shape.leadMinutes.unwrap(),
});

export const hoursSettingsBody = z.strictObject({
  version,
  hours: settingsSchema.shape.hours.unwrap().superRefine((hours, ctx) => {
    const i = overlapOf(hours);
    if (i === null) return;
    ctx.addIssue({ code: 'custom', path: [i], message: 'Часы пересекаются с другими' });
  }),
  closedDates: z
    .array(dateSchema)
    .max(400)
    .transform((days) => [...new Set(days)].sort()),
});

export const pauseBody = z.strictObject({ paused: z.boolean() });

export const pageParams = z.strictObject({ slug: pageSlug });
export const pageBody = z.strictObject({
  version,
  title: text(200).pipe(z.string().min(1)),
  body: text(50_000, { lines: true }).pipe(z.string().min(1)),
});
