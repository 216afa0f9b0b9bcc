/** What a webhook of NocoDB says, and the look at the rows that it names. */
import { z } from 'zod';
import type { Context } from '../context';
import { checkOrderRow } from './orders';
import { checkCodeRow } from './promo';

const rowId = z.int().min(1).max(2_147_483_647);
/** NocoDB changes at most this many rows in a call that fires one hook. */
const ids = z.array(rowId).max(1000);

/** The short body that setup asks for, or NocoDB's own of version v3, for a hook made by hand. */
export const hookBody = z.union([
  z.object({ table: z.string(), ids }),
  z
    .object({
      data: z.object({
        table_name: z.string(),
        rows: z.array(z.object({ Id: rowId })).max(1000),
      }),
    })
    .transform(({ data }) => ({ table: data.table_name, ids: data.rows.map((row) => row.Id) })),
]);

export type Hint = z.infer<typeof hookBody>;

const ROWS_AT_ONCE = 4;

/**
 * Looks at each row as it stands now; a table that means nothing to us is left
 * alone. One row that fails does not keep the others: the reconcile job finds it.
 */
export async function checkHinted(ctx: Context, { table, ids }: Hint): Promise<void> {
  const check = { Orders: checkOrderRow, Promo_Codes: checkCodeRow }[table];
  if (!check) return;
  const left = [...new Set(ids)];
  async function work(): Promise<void> {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      try {
        await check?.(ctx, id);
      } catch (error) {
        ctx.log.warn('grid.check_failed', { table, id, error: String(error) });
      }
    }
  }
  await Promise.all(Array.from({ length: ROWS_AT_ONCE }, work));
}
