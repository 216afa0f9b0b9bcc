/** Categories of the menu: their order, their names, and the dishes in them. Pure. */
import type { MenuItem } from '../store/port-menu';

/** A category in its place; dishes written under a name it had before still belong to it. */
export interface CategoryPlace {
  name: string;
  was: string[];
}

export interface MenuSection {
  name: string;
  /** In the order of their positions. */
  dishes: MenuItem[];
}

/** The present name of what a dish calls its category. */
export function categoryOf(written: string, places: readonly CategoryPlace[]): string {
  const listed = places.some((p) => p.name === written);
  const renamed = listed ? undefined : places.find((p) => p.was.includes(written));
  return renamed?.name ?? written;
}

/**
 * Every category in its order: the listed ones, also those without dishes, then
 * what dishes name beside them (somebody typed it into the grid), by first dish.
 */
export function arrange(
  menu: readonly MenuItem[],
  places: readonly CategoryPlace[],
): MenuSection[] {
  const sections = new Map(places.map(({ name }) => [name, [] as MenuItem[]]));
  for (const dish of [...menu].sort((a, b) => a.position - b.position || a.id - b.id)) {
    const name = categoryOf(dish.category, places);
    const dishes = sections.get(name) ?? [];
    sections.set(name, dishes);
    dishes.push(dish);
  }
  return [...sections].map(([name, dishes]) => ({ name, dishes }));
}

/** What a category shall be: a new one, or (`from`) one that is there, perhaps under another name. */
export interface CategoryWish {
  name: string;
  from?: string | undefined;
}

export type CategoriesJudged =
  | { ok: true; places: CategoryPlace[] }
  | { ok: false; path: string; message: string }
  /** These dishes would be left without a category. */
  | { ok: false; lost: MenuSection };

/** The wished order as it is kept; what is left out must have no dishes on the menu. */
export function judgeCategories(
  wishes: readonly CategoryWish[],
  sections: readonly MenuSection[],
  places: readonly CategoryPlace[],
): CategoriesJudged {
  const seen = new Set<string>();
  const taken = new Set<string>();
  for (const [i, { name, from }] of wishes.entries()) {
    const key = name.toLowerCase();
    const path = `categories.${i}`;
    if (seen.has(key)) {
      return { ok: false, path: `${path}.name`, message: 'Такая категория уже есть' };
    }
    seen.add(key);
    // Its dishes are written under that name: they would change categories.
    if (name !== from && sections.some((s) => s.name === name)) {
      const message = 'Так называется другая категория: сначала сохраните её под новым именем';
      return { ok: false, path: `${path}.name`, message };
    }
    if (from === undefined) continue;
    const known = sections.some((s) => s.name === from);
    if (!known || taken.has(from)) {
      return { ok: false, path: `${path}.from`, message: 'Такой категории нет' };
    }
    taken.add(from);
  }
  const lost = sections.find((s) => !taken.has(s.name) && s.dishes.some((d) => !d.removed));
  if (lost) return { ok: false, lost };
  const names = new Set(wishes.map((w) => w.name));
  return {
    ok: true,
    places: wishes.map(({ name, from }) => {
      const old = places.find((p) => p.name === from);
      const before = [...(old?.was ?? []), ...(from === undefined ? [] : [from])];
      // A name that is given anew is nobody's old one any more.
      return { name, was: [...new Set(before)].filter((n) => !names.has(n)) };
    }),
  };
}
