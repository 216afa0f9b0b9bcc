/** The Russian catalogue: every interface text. `en.ts` has the same keys, or tsc fails. */
import { admin } from './ru/admin';
import { adminFrame } from './ru/admin-frame';
import { adminOrders } from './ru/admin-orders';
import { adminSettings } from './ru/admin-settings';
import { customers } from './ru/customers';
import { docs } from './ru/docs';
import { findings } from './ru/findings';
import { health } from './ru/health';
import { insights } from './ru/insights';
import { menuAdmin } from './ru/menu-admin';
import { notices } from './ru/notices';
import { promoAdmin } from './ru/promo-admin';
import { ruShop } from './ru-shop';
import type { Message, Plural } from './types';

export const ru = {
  ...ruShop,
  ...admin,
  ...adminFrame,
  ...adminOrders,
  ...adminSettings,
  ...promoAdmin,
  ...menuAdmin,
  ...docs,
  ...insights,
  ...customers,
  ...findings,
  ...health,
  ...notices,
} as const satisfies Record<string, Message>;

export type MessageKey = keyof typeof ru;

/** A catalogue in any language: a text where Russian has one, plural forms where it has these. */
export type Catalogue = {
  [K in MessageKey]: (typeof ru)[K] extends string ? string : Plural;
};
