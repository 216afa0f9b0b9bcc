/** Things that are edited as one: a group of settings, a text of the site. Made and kept, never deleted. */
import type { Context } from '../context';
import { type Edited, type EditedMeanwhile, editConflict, showEdits, writeEdit } from './chain';

export interface Versioned<T> {
  /** Its name in `Edits`. */
  rowId: string;
  value: T;
  /** Number of the last edit that it shows; 0 = never edited. */
  version: number;
}

export type EditedWhole<T> = Edited<Versioned<T>, T>;

export type Changed<T> = ({ ok: true; changed: boolean } & Versioned<T>) | EditedMeanwhile;

const MOST_TRIES = 20;

/** The thing with its last edit shown, also one whose writer crashed half way. */
export async function readWhole<T>(
  ctx: Context,
  edited: EditedWhole<T>,
  rowId: string,
): Promise<Versioned<T>> {
  const row = await showEdits(ctx, edited, rowId);
  if (!row) throw new Error(`${edited.table} ${rowId} is gone`);
  return row;
}

/**
 * Changes what the admin saw at `version`; `null` takes it as it is now, for
 * switches whose new state does not depend on the old one. Asking for what is
 * there already changes nothing. Refused: EDIT_CONFLICT with the others' edits.
 */
export async function editWhole<T>(
  ctx: Context,
  edited: EditedWhole<T>,
  rowId: string,
  change: { adminId: number; version: number | null; after: T },
): Promise<Changed<T>> {
  const { adminId, version, after } = change;
  for (let i = 0; i < MOST_TRIES; i++) {
    const now = await readWhole(ctx, edited, rowId);
    if (version !== null && now.version !== version) {
      return editConflict(ctx, edited, rowId, version);
    }
    if (JSON.stringify(now.value) === JSON.stringify(after)) {
      return { ok: true, changed: false, ...now };
    }
    const edit = { adminId, rowId, n: now.version + 1, before: now.value, after };
    if (await writeEdit(ctx, edited, edit)) {
      return { ok: true, changed: true, ...(await readWhole(ctx, edited, rowId)) };
    }
    if (version !== null) return editConflict(ctx, edited, rowId, version);
  }
  throw new Error(`${edited.table} ${rowId} does not come to rest`);
}
