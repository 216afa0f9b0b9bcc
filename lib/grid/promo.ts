/**
 * Edits of promo codes in NocoDB's own grid: one that passes the rules is
 * recorded in `Edits` like an admin's (as admin 0), anything else is put back to
 * what the site last wrote. A row made in the grid becomes a code when it is
 * whole and right; until then nobody can use it. Repeatable.
 */
import type { Context } from '../context';
import { isCodeText, normalizeCode } from '../promo/code-text';
import { editCode, fieldsOf, type PromoFields, promoCodes, readCode } from '../promo/manage';
import { termsProblems } from '../promo/rules';
import type { PromoCode, VisibleCode } from '../store/port-promo';
import type { GridOutcome } from './orders';

/** Who edits in the grid, in `Edits`. */
export const GRID_ADMIN_ID = 0;

const LONGEST_TEXT = 500;

/** Looks at one code's row; when it is not as the site left it, says what became of the edit. */
export async function checkCodeRow(ctx: Context, id: number): Promise<GridOutcome> {
  const row = await ctx.store.promo.visible(id);
  return row ? checkVisibleCode(ctx, row) : 'clean';
}

/** The same for a row that was just read. */
export async function checkVisibleCode(ctx: Context, row: VisibleCode): Promise<GridOutcome> {
  const { id, known, typed, strays } = row;
  if (!known) return typed ? adopt(ctx, typed) : 'clean';
  if (strays.length === 0) return 'clean';
  const patch = typed && patchOf(known, typed);
  let refused: string | null = null;
  const problems = typed ? problemsOf(typedFields(typed)) : [];
  if (problems.length > 0) refused = problems.join(', ');
  else if (patch && Object.keys(patch).length > 0) {
    const edited = await editCode(ctx, GRID_ADMIN_ID, id, known.version, patch);
    if (edited.ok) {
      ctx.log.info('grid.applied', { promoCodeId: id, change: Object.keys(patch) });
      return 'applied';
    }
    refused = edited.code;
  }
  // Every known term is written anew, whichever is given.
  const now = await ctx.store.promo.byId(id);
  if (now) await ctx.store.promo.updateCode(id, { version: now.version });
  ctx.log.warn('grid.put_back', { promoCodeId: id, columns: strays, refused });
  return 'put_back';
}

/** Cleared cells may hold an empty text. */
function typedFields(typed: PromoCode): PromoFields {
  const fields = fieldsOf(typed);
  return { ...fields, comment: fields.comment || null, campaign: fields.campaign || null };
}

/** Fields against the rules, for a row that no form has checked. Names what is wrong. */
function problemsOf(f: PromoFields): string[] {
  const atLeast = (least: number, value: number | null) => value === null || value >= least;
  const checks = {
    code: isCodeText(normalizeCode(f.code)),
    value: f.value > 0 && isWhole(f),
    usageLimit: atLeast(1, f.usageLimit),
    minOrder: atLeast(0, f.minOrderKopecks),
    maxDiscount: atLeast(1, f.maxDiscountKopecks),
    comment: (f.comment?.length ?? 0) <= LONGEST_TEXT && (f.campaign?.length ?? 0) <= LONGEST_TEXT,
  };
  const wrong = Object.entries(checks).flatMap(([name, holds]) => (holds ? [] : [name]));
  return [...wrong, ...termsProblems(f).map(({ path }) => path)];
}

/** Whole kopecks, or a percent of two decimals. */
function isWhole({ discountType, value }: PromoFields): boolean {
  const unit = discountType === 'fixed' ? 1 : 100;
  return Math.round(value * unit) / unit === value;
}

/** What was changed of what may be changed; null when the code itself was: its claims carry it. */
function patchOf(known: PromoCode, typed: PromoCode): Partial<Omit<PromoFields, 'code'>> | null {
  const { code, ...fields } = typedFields(typed);
  const { code: knownText, ...before } = fieldsOf(known);
  if (normalizeCode(code) !== knownText) return null;
  const changed = Object.entries(fields).filter(
    ([name, value]) => before[name as keyof typeof before] !== value,
  );
  return Object.fromEntries(changed);
}

/** Takes up a row that was made in the grid. One that is not finished yet waits. */
async function adopt(ctx: Context, typed: PromoCode): Promise<GridOutcome> {
  const { id } = typed;
  const fields = { ...typedFields(typed), code: normalizeCode(typed.code) };
  const problems = problemsOf(fields);
  const taken = (await ctx.store.promo.byCodes([fields.code])).some((code) => code.id !== id);
  if (problems.length > 0 || taken) {
    ctx.log.info('grid.code_waits', { promoCodeId: id, problems, taken });
    return 'clean';
  }
  await ctx.store.promo.updateCode(id, { ...fields, batch: null, slots: null, version: 0 });
  const at = ctx.now();
  const edit = { table: promoCodes.table, rowId: String(id), n: 1, adminId: GRID_ADMIN_ID, at };
  await ctx.store.edits.insert({ ...edit, before: null, after: fields });
  await readCode(ctx, id);
  ctx.log.info('grid.applied', { promoCodeId: id, change: 'created', code: fields.code });
  return 'applied';
}
