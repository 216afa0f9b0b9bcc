/** The loyalty module's switch (SPEC 3, "Module off"). */
import type { Context } from '../context';
import { readSettings } from '../settings';

/** Switches the module; asking for the state it has changes nothing. Logged with the admin's id. */
export async function toggleModule(
  ctx: Context,
  adminId: number,
  enabled: boolean,
): Promise<{ changed: boolean }> {
  const { loyaltyEnabled } = await readSettings(ctx.store);
  if (loyaltyEnabled === enabled) return { changed: false };
  await ctx.store.settings.put('loyaltyEnabled', enabled);
  await ctx.store.journal.log({
    type: 'module_toggled',
    userId: null,
    at: ctx.now(),
    old: String(loyaltyEnabled),
    new: String(enabled),
    metadata: { adminId },
  });
  ctx.log.info('loyalty.toggled', { adminId, enabled });
  return { changed: true };
}
