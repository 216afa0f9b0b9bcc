/** Forms of the settings: fields as texts, checked, and as the API takes them. Pure. */
import { z } from 'zod';
import type { DeliverySettingsView, HoursSettingsView } from '../api/staff-answers';
import type { MessageKey } from '../messages/ru';
import { overlapOf } from '../restaurant/hours-check';
import { MIN_PASSWORD } from '../staff/passwords';
import { numberOf } from './promo-form';

/** A failure's text is a key of the catalogue: the form says it in the reader's language. */
const key = (name: MessageKey) => name;

const MOST_RUBLES = 1_000_000;
const money = z
  .string()
  .refine((s) => numberOf(s) >= 0 && numberOf(s) <= MOST_RUBLES, key('settings.bad.money'))
  .refine((s) => /^[\d\s\u00a0\u202f]*([.,]\d{1,2})?$/.test(s.trim()), key('settings.bad.cents'));

export const deliveryFormSchema = z
  .object({
    fee: money,
    free: z.boolean(),
    freeFrom: z.string(),
    pickupAddress: z.string().max(300),
    minimumOrder: money,
    leadMinutes: z.string().refine((s) => {
      const n = numberOf(s);
      return Number.isInteger(n) && n >= 0 && n <= 600;
    }, key('settings.bad.minutes')),
  })
  .superRefine(({ free, freeFrom }, ctx) => {
    if (!free) return;
    for (const { message } of money.safeParse(freeFrom).error?.issues.slice(0, 1) ?? []) {
      ctx.addIssue({ code: 'custom', path: ['freeFrom'], message });
    }
  });

export type DeliveryForm = z.infer<typeof deliveryFormSchema>;

const typed = (rubles: number) => String(rubles).replace('.', ',');

export function deliveryForm(view: DeliverySettingsView): DeliveryForm {
  return {
    fee: typed(view.fee),
    free: view.freeFrom !== null,
    freeFrom: view.freeFrom === null ? '' : typed(view.freeFrom),
    pickupAddress: view.pickupAddress,
    minimumOrder: typed(view.minimumOrder),
    leadMinutes: String(view.leadMinutes),
  };
}

export function deliveryBody(form: DeliveryForm): Omit<DeliverySettingsView, 'version'> {
  return {
    fee: numberOf(form.fee),
    freeFrom: form.free ? numberOf(form.freeFrom) : null,
    pickupAddress: form.pickupAddress.trim(),
    minimumOrder: numberOf(form.minimumOrder),
    leadMinutes: numberOf(form.leadMinutes),
  };
}

export interface TimeSpan {
  from: string;
  /** At or before `from`: on the next day. */
  to: string;
}

export interface HoursForm {
  /** Monday first; a day without spans is closed. */
  days: TimeSpan[][];
  closedDates: string[];
}

/** A time field knows no 24:00. */
const MIDNIGHT = '00:00';

export function hoursForm({ hours, closedDates }: HoursSettingsView, today: string): HoursForm {
  const days = Array.from({ length: 7 }, (_, i) =>
    hours
      .filter(({ day }) => day === i + 1)
      .map(({ from, to }) => ({ from, to: to === '24:00' ? MIDNIGHT : to }))
      .sort((a, b) => a.from.localeCompare(b.from)),
  );
  return { days, closedDates: closedDates.filter((day) => day >= today) };
}

export function hoursBody(form: HoursForm): Omit<HoursSettingsView, 'version'> {
  const hours = form.days.flatMap((spans, i) =>
    spans.map(({ from, to }) => ({ day: i + 1, from, to: to === MIDNIGHT ? '24:00' : to })),
  );
  return { hours, closedDates: [...form.closedDates].sort() };
}

/** What is wrong with the hours: of which day (0 = Monday), and in which words. */
export function hoursFault(form: HoursForm): { day: number; message: MessageKey } | null {
  const empty = form.days.findIndex((spans) => spans.some(({ from, to }) => !from || !to));
  if (empty >= 0) return { day: empty, message: 'settings.bad.time' };
  const { hours } = hoursBody(form);
  const overlap = overlapOf(hours);
  const day = overlap === null ? undefined : hours[overlap]?.day;
  return day === undefined ? null : { day: day - 1, message: 'settings.bad.overlap' };
}

export const passwordFormSchema = z
  .object({
    current: z.string().min(1, key('settings.bad.current')),
    next: z.string().min(MIN_PASSWORD, key('settings.bad.short')).max(200),
    again: z.string(),
  })
  .refine(({ next, again }) => next === again, {
    path: ['again'],
    message: key('settings.bad.again'),
  });

export type PasswordForm = z.infer<typeof passwordFormSchema>;

export const staffFormSchema = z.object({
  name: z.string().trim().min(1, key('settings.bad.name')).max(80),
  email: z.email(key('settings.bad.email')).max(200),
  role: z.enum(['operator', 'manager', 'owner']),
});

export type StaffForm = z.infer<typeof staffFormSchema>;
