/** What admins do to promo codes (SPEC 4, 5, 7); every change is an edit first (lib/edits). */
import type { Context } from '../context';
import {
  type Edited,
  type EditedMeanwhile,
  editConflict,
  showEdits,
  writeEdit,
} from '../edits/chain';
import { type Refusal, refuse } from '../refusal';
import type { NewPromoCode, PromoCode } from '../store/port-promo';
import { claimLimit, termsProblems } from './rules';
import { fittingSlots } from './slots';

/** What an admin sets about a code; its text is fixed when it is made. */
export type PromoFields = Omit<NewPromoCode, 'batch' | 'campaign'> & { campaign: string | null };

export type Managed = { ok: true; code: PromoCode } | Refusal;

export function fieldsOf(code: PromoCode): PromoFields {
  const { id: _i, timesUsed: _t, version: _v, slots: _s, batch: _b, ...fields } = code;
  return fields;
}

export const promoCodes: Edited<PromoCode, PromoFields> = {
  table: 'Promo_Codes',
  read: (ctx, rowId) => ctx.store.promo.byId(Number(rowId)),
  version: (code) => code.version,
  async show(ctx, code, fields, n) {
    const { id } = code;
    if (fields === null) return ctx.store.promo.deleteCode(id);
    const limit = claimLimit(fields);
    const slots = await fittingSlots(ctx.store.promo, id, limit);
    await ctx.store.promo.updateCode(id, { ...fields, slots, version: n });
    if (limit === claimLimit(code)) return;
    // Uses under the old limit that were on their way when the new one came.
    const late = await fittingSlots(ctx.store.promo, id, limit);
    if (late !== slots) await ctx.store.promo.updateCode(id, { slots: late });
  },
  logged: ({ code }) => ({ type: 'promo_changed', name: code }),
};

const shown = (ctx: Context, id: number) => showEdits(ctx, promoCodes, String(id));

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
  const edit = { adminId, rowId: String(id), n: 1, before: null, after: fields };
  await writeEdit(ctx, promoCodes, edit);
  return { ok: true, code: (await shown(ctx, id)) ?? inserted.row };
}

/** A code with every edit shown, also one whose writer crashed half way; null = no such code. */
export async function readCode(ctx: Context, id: number): Promise<PromoCode | null> {
  return shown(ctx, id);
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
  const code = await shown(ctx, id);
  if (!code) return refuse('NOT_FOUND');
  if (code.version !== version) return editConflict(ctx, promoCodes, String(id), version);
  const before = fieldsOf(code);
  const after: PromoFields = { ...before, ...patch };
  if (JSON.stringify(after) === JSON.stringify(before)) return { ok: true, code };
  const problems = termsProblems(after);
  if (problems.length > 0) return refuse('VALIDATION', { fields: problems });
  const tied = after.usageType === 'once_per_user' && before.usageType !== 'once_per_user';
  if (tied && (await ctx.store.promo.countLiveClaims(id)) > 0) {
    return refuse('PROMO_IN_USE', { params: { what: 'usageType' } });
  }
  const edit = { adminId, rowId: String(id), n: version + 1, before, after };
  if (!(await writeEdit(ctx, promoCodes, edit))) {
    return editConflict(ctx, promoCodes, String(id), version);
  }
  return { ok: true, code: (await shown(ctx, id)) ?? code };
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
  const code = await shown(ctx, id);
  if (!code) return refuse('NOT_FOUND');
  if ((await ctx.store.promo.countClaims(id)) > 0) return refuse('PROMO_IN_USE');
  const off = await editCode(ctx, adminId, id, code.version, { active: false });
  if (!off.ok) return off;
  if ((await ctx.store.promo.countClaims(id)) > 0) return refuse('PROMO_IN_USE');
  const { version } = off.code;
  const last = { before: fieldsOf(off.code), after: null };
  const edit = { adminId, rowId: String(id), n: version + 1, ...last };
  if (!(await writeEdit(ctx, promoCodes, edit))) {
    return editConflict(ctx, promoCodes, String(id), version);
  }
  await shown(ctx, id);
  return { ok: true };
}
