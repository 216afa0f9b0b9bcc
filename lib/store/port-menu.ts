/** The part of the store's port (port.ts) about the menu: dishes and their pictures. */

export interface MenuAddOn {
  id: string;
  name: string;
  priceKopecks: number;
}

/** Sizes and choices of a dish: between `min` and `max` of the options are taken. */
export interface MenuGroup {
  id: string;
  name: string;
  min: number;
  max: number;
  /** Ids are unique within the dish, add-ons included; prices are added to the dish's. */
  options: MenuAddOn[];
}

export interface MenuItem {
  id: number;
  /** As it was written; see `categoryOf` for the name that holds now. */
  category: string;
  name: string;
  description: string;
  priceKopecks: number;
  /** Weight or volume as shown, such as "350 г". */
  portion: string;
  /** Path on the site: a drawing such as `/menu/borsch.svg`, or an uploaded picture. */
  image: string;
  groups: MenuGroup[];
  addOns: MenuAddOn[];
  /** false: it has run out, and is shown so. */
  available: boolean;
  /** Off the menu: customers do not see it, staff can put it back. */
  removed: boolean;
  position: number;
  /** Number of the last edit that it shows; 0 = none. */
  version: number;
}

/** Without `groups` it has none; without the rest it is on the menu, not edited yet. */
export type NewMenuItem = Omit<MenuItem, 'id' | 'groups' | 'removed' | 'version'> &
  Partial<Pick<MenuItem, 'groups' | 'removed'>>;

export interface MenuStore {
  /** Every dish, by position; those off the menu too. */
  all(): Promise<MenuItem[]>;
  byId(id: number): Promise<MenuItem | null>;
  insert(item: NewMenuItem): Promise<MenuItem>;
  update(id: number, patch: Partial<Omit<MenuItem, 'id'>>): Promise<MenuItem>;
}

export interface NewPicture {
  /** Made from its bytes: the same picture has the same key. */
  key: string;
  /** Media type. */
  type: string;
  bytes: Uint8Array;
  adminId: number;
  at: number;
}

export interface PictureStore {
  /** Keeps a picture; one that is there already stays as it is. */
  put(picture: NewPicture): Promise<void>;
  has(key: string): Promise<boolean>;
  /** Its bytes; null when there is none. */
  read(key: string): Promise<Uint8Array | null>;
}
