/** A dish as the demo menu writes it; category, position and path are added. */
import type { MenuAddOn, MenuGroup, MenuItem } from '../../store/port-menu';

export interface Dish
  extends Pick<MenuItem, 'name' | 'description' | 'priceKopecks' | 'portion' | 'addOns'> {
  /** File name under public/menu, without the ending. */
  picture: string;
  groups?: MenuGroup[];
}

/** One of these has to be chosen. */
export function oneOf(id: string, name: string, options: MenuAddOn[]): MenuGroup {
  return { id, name, min: 1, max: 1, options };
}

/** Add-ons that several dishes share. */
export const sourCream = { id: 'sour-cream', name: 'Сметана, 40 г', priceKopecks: 5_000 };
export const herbs = { id: 'herbs', name: 'Свежая зелень', priceKopecks: 3_000 };
export const rye = { id: 'rye-bread', name: 'Бородинский хлеб, 2 ломтика', priceKopecks: 4_000 };
export const garlicBuns = {
  id: 'garlic-buns',
  name: 'Пампушки с чесноком, 2 шт.',
  priceKopecks: 8_000,
};
export const pickles = { id: 'pickles', name: 'Солёный огурец', priceKopecks: 6_000 };
