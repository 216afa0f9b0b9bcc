/** What the staff's part of the API answers about the menu (SPEC 5). Money in rubles. */
import type { MenuAddOnView, MenuGroupView } from './answers';

export interface StaffDishView {
  id: number;
  category: string;
  name: string;
  description: string;
  price: number;
  portion: string;
  image: string;
  groups: MenuGroupView[];
  addOns: MenuAddOnView[];
  /** false: it has run out. */
  available: boolean;
  /** Off the menu. */
  removed: boolean;
  /** Edit number, to be sent with the next edit. */
  version: number;
}

export interface StaffMenuAnswer {
  /** In the order that customers see; also those without dishes. */
  categories: { name: string; dishes: StaffDishView[] }[];
  /** Edit number of the categories' order. */
  categoriesVersion: number;
}

export interface PictureAnswer {
  /** Where the picture is served: goes into a dish's `image`. */
  image: string;
}
