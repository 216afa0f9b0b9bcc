/**
 * What admins do to promo codes (SPEC 4, 5, 7). An edit is a row in `Edits`
 * first, unique by number, then the code's row is made to show it: the second of
 * two admins at once is told what the first changed (ARCHITECTURE: decision 1).
 */
import type { Context } from '../context';
import { type Refusal, refuse } from '../refusal';
import type { Edit, NewPromoCode, PromoCode } from '../store/port';
import { claimLimit, termsProblems } from './rules';
import { fittingSlots } from './slots';

export const PROMO_TABLE = 'Promo_Codes';

/** What an admin sets about a code; its text is fixed when it is made. */
export type PromoFields = Omit<NewPromoCode, 'batch' | 'campaign'> & { campaign: string | null };

export type Managed = { ok: true; code: PromoCode } | Refusal;

/** Somebody else's edits came first; the caller shows them. */
export interface EditedMeanwhile {
  ok: false;
  code: 'EDIT_CONFLICT';
  version: number;
  edits: Edit[];
}

export function fieldsOf(code: PromoCode): PromoFields {
  const { id: _i, timesUsed: _t, version: _v, slots: _s, batch: _b, ...fields } = code;
  return fields;
}

/** Makes a code. Refused: VALIDATION, PROMO_CODE_TAKEN. */
export async function createCode(
  ctx: Context,
  adminId: number,
  fields: PromoFields,
): Promise<Managed> {
  const problems = termsProblems(fields);
  if (problems.length > 0) return refuse('VALIDATION', { fields: problems });
  const inserted = await ctx.store.promo.insertCode({ ...fields, batch: null });
  if (!inserted.won) return refuse('PROMO_CODE_TAKEN');
  const { id } = inserted.row;
  await writeEdit(ctx, adminId, id, 1, null, fields);
  return { ok: true, code: (await showEdits(ctx, id)) ?? inserted.row };
}

/** A code with every edit shown, also one whose writer crashed half way; null = no such code. */
export async function readCode(ctx: Context, id: number): Promise<PromoCode | null> {
  return showEdits(ctx, id);
}

/**
 * Changes fields of a code that the admin saw at edit `version`. Orders that have
 * it keep their terms. Refused: NOT_FOUND, VALIDATION, PROMO_IN_USE (a code that
 * is in use cannot become once-per-user: its uses are not tied to customers),
 * EDIT_CONFLICT with the others' edits.
 */
export async function editCode(
  ctx: Context,
  adminId: number,
  id: number,
  version: number,
  patch: Partial<Omit<PromoFields, 'code'>>,
): Promise<Managed | EditedMeanwhile> {
  const code = await showEdits(ctx, id);
  if (!code) return refuse('NOT_FOUND');
  if (code.version !== version) return conflict(ctx, id, version);
  const before = fieldsOf(code);
  const after: PromoFields = { ...before, ...patch };
  if (JSON.stringify(after) === JSON.stringify(before)) return { ok: true, code };
  const problems = termsProblems(after);
  if (problems.length > 0) return refuse('VALIDATION', { fields: problems });
  const tied = after.usageType === 'once_per_user' && before.usageType !== 'once_per_user';
  if (tied && (await ctx.store.promo.countLiveClaims(id)) > 0) {
    return refuse('PROMO_IN_USE', { params: { what: 'usageType' } });
  }
  if (!(await writeEdit(ctx, adminId, id, version + 1, before, after))) {
    return conflict(ctx, id, version);
  }
  return { ok: true, code: (await showEdits(ctx, id)) ?? code };
}

/**
 * Deletes a code that was never claimed; one in use can only be switched off.
 * It is switched off first, so that nobody claims it meanwhile. Refused:
 * NOT_FOUND, PROMO_IN_USE, EDIT_CONFLICT.
 */
export async function deleteCode(
  ctx: Context,
  adminId: number,
  id: number,
): Promise<{ ok: true } | Refusal | EditedMeanwhile> {
  const code = await showEdits(ctx, id);
  if (!code) return refuse('NOT_FOUND');
  if ((await ctx.store.promo.countClaims(id)) > 0) return refuse('PROMO_IN_USE');
  const off = await editCode(ctx, adminId, id, code.version, { active: false });
  if (!off.ok) return off;
  if ((await ctx.store.promo.countClaims(id)) > 0) return refuse('PROMO_IN_USE');
  const { version } = off.code;
  if (!(await writeEdit(ctx, adminId, id, version + 1, fieldsOf(off.code), null))) {
    return conflict(ctx, id, version);
  }
  await showEdits(ctx, id);
  return { ok: true };
}

async function conflict(ctx: Context, id: number, version: number): Promise<EditedMeanwhile> {
  const edits = await ctx.store.edits.after(PROMO_TABLE, String(id), version);
  return { ok: false, code: 'EDIT_CONFLICT', version: edits.at(-1)?.n ?? version, edits };
}

async function writeEdit(
  ctx: Context,
  adminId: number,
  id: number,
  n: number,
  before: PromoFields | null,
  after: PromoFields | null,
): Promise<boolean> {
  const at = ctx.now();
  const edit = { table: PROMO_TABLE, rowId: String(id), n, adminId, at, before, after };
  const inserted = await ctx.store.edits.insert(edit);
  if (!inserted.won) return false;
  const code = (after ?? before)?.code ?? '';
  const what = before === null ? 'created' : after === null ? 'deleted' : 'edited';
  ctx.log.info('promo.changed', { promoCodeId: id, code, what, n, adminId });
  ctx.later(() =>
    ctx.store.journal.log({
      type: 'promo_changed',
      key: `promo_changed:${id}:${n}`,
      userId: null,
      at,
      old: before && JSON.stringify(before),
      new: after && JSON.stringify(after),
      metadata: { promoCodeId: id, code, what, adminId },
    }),
  );
  return true;
}

const MOST_LOOKS = 20;

/**
 * Makes the code's row show its last edit, and looks again until it does: of two
 * writers at once the older may come last. Returns the code; null when it is gone.
 */
async function showEdits(ctx: Context, id: number): Promise<PromoCode | null> {
  for (let i = 0; i < MOST_LOOKS; i++) {
    const code = await ctx.store.promo.byId(id);
    if (!code) return null;
    const last = (await ctx.store.edits.after(PROMO_TABLE, String(id), code.version)).at(-1);
    if (!last) return code;
    const fields = last.after as PromoFields | null;
    if (fields === null) {
      await ctx.store.promo.deleteCode(id);
      return null;
    }
    const limit = claimLimit(fields);
    const slots = await fittingSlots(ctx.store.promo, id, limit);
    await ctx.store.promo.updateCode(id, { ...fields, slots, version: last.n });
    if (limit === claimLimit(code)) continue;
    // Uses under the old limit that were on their way when the new one came.
    const late = await fittingSlots(ctx.store.promo, id, limit);
    if (late !== slots) await ctx.store.promo.updateCode(id, { slots: late });
  }
  throw new Error(`promo code ${id} does not come to rest`);
}

/** For the reconcile job: codes whose edit a crash left unshown. Returns how many it mended. */
export async function mendEdits(ctx: Context, since: number): Promise<number> {
  let mended = 0;
  for (const rowId of await ctx.store.edits.editedSince(PROMO_TABLE, since)) {
    const before = await ctx.store.promo.byId(Number(rowId));
    const after = before && (await showEdits(ctx, before.id));
    if (before && after?.version !== before.version) mended++;
  }
  return mended;
}
