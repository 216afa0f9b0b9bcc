/** What others changed while an admin was at it, as the API shows it. */
import type { Context } from '../context';
import type { EditedMeanwhile } from '../edits/chain';
import type { EditConflict } from './answers';
import { staffOf } from './staff-names';
import { iso } from './views';

type Values = Record<string, unknown> | null;

/** Field by field, only what differs; `viewOf` names the fields as the API does. */
export async function conflictView(
  ctx: Context,
  { version, edits }: EditedMeanwhile,
  viewOf: (fields: unknown) => Record<string, unknown>,
): Promise<EditConflict> {
  const staff = await staffOf(
    ctx,
    edits.map((e) => e.adminId),
  );
  const view = (fields: unknown) => (fields ? viewOf(fields) : null);
  return {
    version,
    edits: edits.map(({ n, at, adminId, before, after }) => ({
      n,
      at: iso(at),
      admin: { id: adminId, name: staff.get(adminId)?.name ?? '' },
      ...differing(view(before), view(after)),
    })),
  };
}

function differing(before: Values, after: Values): { before: Values; after: Values } {
  if (!before || !after) return { before, after };
  const same = (key: string) => JSON.stringify(before[key]) === JSON.stringify(after[key]);
  const changed = Object.keys(after).filter((key) => !same(key));
  const only = (from: Record<string, unknown>) =>
    Object.fromEntries(changed.map((key) => [key, from[key]]));
  return { before: only(before), after: only(after) };
}
