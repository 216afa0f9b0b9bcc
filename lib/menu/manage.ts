/**
 * What staff do to dishes (SPEC 5, 7). Every change is an edit first (lib/edits);
 * the dish's row shows the last one. Orders keep the dishes that they were placed with.
 */
import type { Context } from '../context';
import {
  type Edited,
  type EditedMeanwhile,
  editConflict,
  showEdits,
  writeEdit,
} from '../edits/chain';
import { type Refusal, refuse } from '../refusal';
import { readSettings } from '../settings';
import type { MenuItem } from '../store/port-menu';
import { arrange, type CategoryPlace, categoryOf, type MenuSection } from './arrange';
import { type DishFields, dishFields, dishProblems, moved } from './dish';
import { uploadedKey } from './drawn';

export const dishes: Edited<MenuItem, DishFields> = {
  table: 'Menu_Items',
  read: (ctx, rowId) => ctx.store.menu.byId(Number(rowId)),
  version: (dish) => dish.version,
  async show(ctx, dish, fields, n) {
    // A dish is never deleted: orders name it, and staff change what these contain.
    if (fields) await ctx.store.menu.update(dish.id, { ...fields, version: n });
  },
  logged: ({ name }) => ({ type: 'menu_changed', name }),
};

export interface StaffMenu {
  sections: MenuSection[];
  places: CategoryPlace[];
  /** Edit number of the categories' order. */
  categoriesVersion: number;
}

/** The whole menu for staff, also what has run out and what is off the menu. */
export async function readStaffMenu(ctx: Context): Promise<StaffMenu> {
  const [menu, { menuCategories }] = await Promise.all([
    ctx.store.menu.all(),
    readSettings(ctx.store),
  ]);
  return {
    sections: arrange(menu, menuCategories.places),
    places: menuCategories.places,
    categoriesVersion: menuCategories.version,
  };
}

type Changed = { ok: true; dish: MenuItem } | Refusal;

/** Puts a dish on the menu, last in its category. Refused: VALIDATION. */
export async function createDish(
  ctx: Context,
  adminId: number,
  wish: Omit<DishFields, 'position'>,
): Promise<Changed> {
  const refusal = await judgeDish(ctx, wish);
  if (refusal) return refusal;
  const menu = await ctx.store.menu.all();
  const position = Math.max(0, ...menu.map((d) => d.position)) + 1;
  const dish = await ctx.store.menu.insert({ ...wish, position });
  const rowId = String(dish.id);
  await writeEdit(ctx, dishes, { adminId, rowId, n: 1, before: null, after: dishFields(dish) });
  return { ok: true, dish: (await showEdits(ctx, dishes, rowId)) ?? dish };
}

/**
 * Changes fields of a dish that the admin saw at edit `version`. Refused:
 * NOT_FOUND, VALIDATION, EDIT_CONFLICT with the others' edits.
 */
export async function editDish(
  ctx: Context,
  adminId: number,
  id: number,
  version: number,
  patch: Partial<Omit<DishFields, 'position'>>,
): Promise<Changed | EditedMeanwhile> {
  const dish = await showEdits(ctx, dishes, String(id));
  if (!dish) return refuse('NOT_FOUND');
  if (dish.version !== version) return editConflict(ctx, dishes, String(id), version);
  const refusal = await judgeDish(ctx, { ...dishFields(dish), ...patch });
  return refusal ?? apply(ctx, adminId, dish, patch);
}

const MOST_TRIES = 10;

/**
 * Sets fields whatever else has changed meanwhile: they mean the same after any
 * other edit. Refused: NOT_FOUND.
 */
async function setFields(
  ctx: Context,
  adminId: number,
  id: number,
  patch: Partial<Pick<DishFields, 'available' | 'position'>>,
): Promise<Changed> {
  for (let i = 0; i < MOST_TRIES; i++) {
    const dish = await showEdits(ctx, dishes, String(id));
    if (!dish) return refuse('NOT_FOUND');
    const changed = await apply(ctx, adminId, dish, patch);
    if (changed.ok) return changed;
  }
  throw new Error(`dish ${id} is edited without end`);
}

/** It has run out, or is there again: one tap, also while somebody edits the dish. */
export function setAvailable(
  ctx: Context,
  adminId: number,
  id: number,
  available: boolean,
): Promise<Changed> {
  return setFields(ctx, adminId, id, { available });
}

/** One place up or down among the dishes of its category that are on the menu. Refused: NOT_FOUND. */
export async function moveDish(
  ctx: Context,
  adminId: number,
  id: number,
  direction: 'up' | 'down',
): Promise<{ ok: true } | Refusal> {
  const { sections } = await readStaffMenu(ctx);
  const section = sections.find((s) => s.dishes.some((d) => d.id === id && !d.removed));
  if (!section) return refuse('NOT_FOUND');
  const shown = section.dishes.filter((d) => !d.removed);
  for (const { id: dishId, position } of moved(shown, id, direction)) {
    const set = await setFields(ctx, adminId, dishId, { position });
    if (!set.ok) return set;
  }
  return { ok: true };
}

async function apply(
  ctx: Context,
  adminId: number,
  dish: MenuItem,
  patch: Partial<DishFields>,
): Promise<{ ok: true; dish: MenuItem } | EditedMeanwhile> {
  const before = dishFields(dish);
  const after: DishFields = { ...before, ...patch };
  if (JSON.stringify(after) === JSON.stringify(before)) return { ok: true, dish };
  const rowId = String(dish.id);
  const n = dish.version + 1;
  if (!(await writeEdit(ctx, dishes, { adminId, rowId, n, before, after }))) {
    return editConflict(ctx, dishes, rowId, dish.version);
  }
  return { ok: true, dish: (await showEdits(ctx, dishes, rowId)) ?? dish };
}

async function judgeDish(
  ctx: Context,
  dish: Omit<DishFields, 'position'>,
): Promise<Refusal | null> {
  const fields = dishProblems(dish);
  const key = uploadedKey(dish.image);
  const [menu, known] = await Promise.all([
    readStaffMenu(ctx),
    key === null || ctx.store.pictures.has(key),
  ]);
  if (!known) fields.push({ path: 'image', message: 'Такой картинки нет' });
  const category = categoryOf(dish.category, menu.places);
  if (!menu.sections.some((s) => s.name === category)) {
    fields.push({ path: 'category', message: 'Такой категории нет' });
  }
  return fields.length > 0 ? refuse('VALIDATION', { fields }) : null;
}
