/** The restaurant's settings: JSON values by key in the `Settings` table. */
import { z } from 'zod';
import type { Store } from './store/port';

/** "HH:MM" of the restaurant's own time. */
const openingTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const closingTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

/** Open all day on each day of the week: what holds until hours are set. */
const always = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }));

/** The menu's categories in their order; edited as one (lib/menu/categories.ts). */
const menuCategories = z.strictObject({
  /** Number of the last edit that it shows. */
  version: z.int().min(0),
  places: z.array(z.strictObject({ name: z.string(), was: z.array(z.string()) })),
});

export const settingsSchema = z.object({
  /** The loyalty module's switch (SPEC 3, "Module off"). */
  loyaltyEnabled: z.boolean().default(true),
  delivery: z
    .strictObject({
      feeKopecks: z.int().min(0),
      /** Subtotal from which delivery is free; null = never. */
      freeFromKopecks: z.int().min(0).nullable(),
      pickupAddress: z.string(),
    })
    .default({ feeKopecks: 20_000, freeFromKopecks: 200_000, pickupAddress: '' }),
  /** 1 = Monday. `to` at or before `from` is on the next day; a day without a row is closed. */
  hours: z
    .array(z.strictObject({ day: z.int().min(1).max(7), from: openingTime, to: closingTime }))
    .max(28)
    .default(always),
  /** Local days (YYYY-MM-DD) on which it does not open. */
  closedDates: z.array(z.iso.date()).max(400).default([]),
  /** No orders at all until somebody switches it back. */
  paused: z.boolean().default(false),
  /** Smallest sum of dishes, before the promo code; 0 = none. */
  minimumOrderKopecks: z.int().min(0).default(0),
  /** How long an order usually takes, for the page; nothing is refused by it. */
  leadMinutes: z.int().min(0).max(600).default(45),
  menuCategories: menuCategories.default({ version: 0, places: [] }),
});

export type MenuCategories = z.infer<typeof menuCategories>;
export type Settings = z.infer<typeof settingsSchema>;

/** All settings, with defaults for what was never set. A broken value is an error. */
export async function readSettings(store: Store): Promise<Settings> {
  return settingsSchema.parse(await store.settings.all());
}
