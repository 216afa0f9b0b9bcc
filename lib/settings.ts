/** The restaurant's settings: JSON values by key in the `Settings` table. */
import { z } from 'zod';
import type { Store } from './store/port';

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
});

export type Settings = z.infer<typeof settingsSchema>;

/** All settings, with defaults for what was never set. A broken value is an error. */
export async function readSettings(store: Store): Promise<Settings> {
  return settingsSchema.parse(await store.settings.all());
}
