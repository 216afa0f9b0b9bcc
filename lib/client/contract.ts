/**
 * Parts of the menu answer that an older server leaves out: no restaurant means
 * always open, no groups mean a plain dish.
 */
import type { MenuAnswer, MenuGroupView, MenuItemView, RestaurantView } from '../api/answers';

/** What the restaurant says about its hours and smallest order. */
export function restaurantOf(
  menu: Partial<Pick<MenuAnswer, 'restaurant'>>,
): RestaurantView | undefined {
  return menu.restaurant;
}

/** The choices of a dish. */
export function groupsOf(item: Partial<Pick<MenuItemView, 'groups'>>): readonly MenuGroupView[] {
  return item.groups ?? [];
}
