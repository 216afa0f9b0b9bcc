/**
 * What admins change (SPEC 7): an edit is a row in `Edits` first, unique by its
 * number within what is edited, then the edited row is made to show it. The second
 * of two admins at once is told what the first changed (ARCHITECTURE: decision 1).
 */
import type { Context } from '../context';
import type { Edit } from '../store/port';

/** Something that is edited so: promo codes, dishes, the order of categories. */
export interface Edited<Row, Fields> {
  /** As `Edits` names it. */
  table: string;
  /** null: there is none, or it is gone. */
  read(ctx: Context, rowId: string): Promise<Row | null>;
  /** The edit number that the row shows. */
  version(row: Row): number;
  /** Makes the row show an edit; without fields it is deleted. */
  show(ctx: Context, row: Row, fields: Fields | null, n: number): Promise<void>;
  /** Names it in the log of who did what; null: `Edits` alone tells of it. */
  logged(fields: Fields): { type: 'promo_changed' | 'menu_changed'; name: string } | null;
}

/** Somebody else's edits came first; the caller shows them. */
export interface EditedMeanwhile {
  ok: false;
  code: 'EDIT_CONFLICT';
  version: number;
  edits: Edit[];
}

const MOST_LOOKS = 20;

/**
 * Makes a row show its last edit, and looks again until it does: of two writers
 * at once the older may come last. Returns the row; null when it is gone.
 */
export async function showEdits<Row, Fields>(
  ctx: Context,
  edited: Edited<Row, Fields>,
  rowId: string,
): Promise<Row | null> {
  for (let i = 0; i < MOST_LOOKS; i++) {
    const row = await edited.read(ctx, rowId);
    if (!row) return null;
    const since = edited.version(row);
    const last = (await ctx.store.edits.after(edited.table, rowId, since)).at(-1);
    if (!last) return row;
    await edited.show(ctx, row, last.after as Fields | null, last.n);
    if (last.after === null) return null;
  }
  throw new Error(`${edited.table} ${rowId} does not come to rest`);
}

/** The n-th edit; false when somebody else's took the number. The row does not show it yet. */
export async function writeEdit<Row, Fields>(
  ctx: Context,
  edited: Edited<Row, Fields>,
  edit: {
    adminId: number;
    rowId: string;
    n: number;
    before: Fields | null;
    after: Fields | null;
  },
): Promise<boolean> {
  const { adminId, rowId, n, before, after } = edit;
  const at = ctx.now();
  const inserted = await ctx.store.edits.insert({ table: edited.table, at, ...edit });
  const known = after ?? before;
  if (!inserted.won || known === null) return inserted.won;
  const logged = edited.logged(known);
  if (!logged) {
    ctx.log.info('edit.written', { table: edited.table, rowId, n, adminId });
    return true;
  }
  const { type, name } = logged;
  const what = before === null ? 'created' : after === null ? 'deleted' : 'edited';
  ctx.log.info(type.replace('_', '.'), { table: edited.table, rowId, name, what, n, adminId });
  ctx.later(() =>
    ctx.store.journal.log({
      type,
      key: `${edited.table}:${rowId}:${n}`,
      userId: null,
      at,
      old: before && JSON.stringify(before),
      new: after && JSON.stringify(after),
      metadata: { table: edited.table, rowId, name, what, adminId },
    }),
  );
  return true;
}

/** What others changed after the edit that an admin saw. */
export async function editConflict(
  ctx: Context,
  edited: Pick<Edited<unknown, unknown>, 'table'>,
  rowId: string,
  version: number,
): Promise<EditedMeanwhile> {
  const edits = await ctx.store.edits.after(edited.table, rowId, version);
  return { ok: false, code: 'EDIT_CONFLICT', version: edits.at(-1)?.n ?? version, edits };
}

/** For the reconcile job: rows whose edit a crash left unshown. Returns how many it mended. */
export async function mendEdits<Row, Fields>(
  ctx: Context,
  edited: Edited<Row, Fields>,
  since: number,
): Promise<number> {
  let mended = 0;
  for (const rowId of await ctx.store.edits.editedSince(edited.table, since)) {
    const before = await edited.read(ctx, rowId);
    const after = before && (await showEdits(ctx, edited, rowId));
    if (before && (after === null || edited.version(after) !== edited.version(before))) mended++;
  }
  return mended;
}
