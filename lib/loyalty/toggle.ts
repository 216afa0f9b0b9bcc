/** The loyalty module's switch (SPEC 3, "Module off"). */
import type { Context } from '../context';
import { editGroup } from '../restaurant/settings';

/** Switches the module; asking for the state it has changes nothing. Logged with the admin's id. */
export async function toggleModule(
  ctx: Context,
  adminId: number,
  enabled: boolean,
): Promise<{ changed: boolean }> {
  const edited = await editGroup(ctx, 'loyalty', adminId, null, { loyaltyEnabled: enabled });
  // Without a version there is nobody to be in conflict with.
  if (!edited.ok) throw new Error(`the switch is refused: ${edited.code}`);
  if (!edited.changed) return { changed: false };
  await ctx.store.journal.log({
    type: 'module_toggled',
    userId: null,
    at: ctx.now(),
    old: String(!enabled),
    new: String(enabled),
    metadata: { adminId },
  });
  ctx.log.info('loyalty.toggled', { adminId, enabled });
  return { changed: true };
}
