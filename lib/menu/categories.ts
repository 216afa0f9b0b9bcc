/** The order and the names of the menu's categories: one list, edited as one (lib/edits). */
import type { Context } from '../context';
import {
  type Edited,
  type EditedMeanwhile,
  editConflict,
  showEdits,
  writeEdit,
} from '../edits/chain';
import { type Refusal, refuse } from '../refusal';
import { type MenuCategories, readSettings } from '../settings';
import {
  arrange,
  type CategoryPlace,
  type CategoryWish,
  categoryOf,
  judgeCategories,
} from './arrange';

/** There is one list. */
const ROW = 'all';
const SETTING = 'menuCategories';

export const categories: Edited<MenuCategories, CategoryPlace[]> = {
  table: 'Menu_Categories',
  read: async (ctx) => (await readSettings(ctx.store)).menuCategories,
  version: (list) => list.version,
  async show(ctx, _list, places, n) {
    await ctx.store.settings.put(SETTING, { version: n, places: places ?? [] });
  },
  logged: (places) => ({ type: 'menu_changed', name: places.map((p) => p.name).join(', ') }),
};

/**
 * Makes the categories what is wished, seen at edit `version`: in that order, some
 * renamed, some new, those left out gone. Refused: VALIDATION, CATEGORY_NOT_EMPTY,
 * EDIT_CONFLICT with the others' edits.
 */
export async function arrangeCategories(
  ctx: Context,
  adminId: number,
  version: number,
  wishes: readonly CategoryWish[],
): Promise<{ ok: true } | Refusal | EditedMeanwhile> {
  const list = await showEdits(ctx, categories, ROW);
  const now = list?.version ?? 0;
  if (now !== version) return editConflict(ctx, categories, ROW, version);
  const before = list?.places ?? [];
  // Old names that are given anew must not take dishes along.
  await writeNames(ctx, before);
  const judged = judgeCategories(wishes, arrange(await ctx.store.menu.all(), before), before);
  if (!judged.ok) {
    if ('lost' in judged)
      return refuse('CATEGORY_NOT_EMPTY', { params: { name: judged.lost.name } });
    return refuse('VALIDATION', { fields: [judged] });
  }
  const edit = { adminId, rowId: ROW, n: version + 1, before, after: judged.places };
  if (!(await writeEdit(ctx, categories, edit))) return editConflict(ctx, categories, ROW, version);
  await showEdits(ctx, categories, ROW);
  ctx.later(() => writeNames(ctx, judged.places));
  return { ok: true };
}

/** Dishes written under an old name get the present one: a copy, for people in the grid. */
async function writeNames(ctx: Context, places: readonly CategoryPlace[]): Promise<void> {
  for (const dish of await ctx.store.menu.all()) {
    const category = categoryOf(dish.category, places);
    if (category !== dish.category) await ctx.store.menu.update(dish.id, { category });
  }
}
