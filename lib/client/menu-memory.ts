/** Names of dishes as this browser saw them last, for the offline page. */
import type { MenuAnswer } from '../api/answers';
import { writeLocal } from './local';

export const MENU_STORE = 'kopilka.menu';

/** Remembers which dish has which name. */
export function rememberMenu(menu: MenuAnswer): void {
  const names = menu.categories.flatMap((c) => c.items).map(({ id, name }) => [id, name]);
  writeLocal(MENU_STORE, JSON.stringify(Object.fromEntries(names)));
}
