/** The English catalogue, with the keys of `ru.ts`. */
import { admin } from './en/admin';
import { adminFrame } from './en/admin-frame';
import { adminOrders } from './en/admin-orders';
import { adminSettings } from './en/admin-settings';
import { bank } from './en/bank';
import { checkout } from './en/checkout';
import { common } from './en/common';
import { customers } from './en/customers';
import { docs } from './en/docs';
import { findings } from './en/findings';
import { health } from './en/health';
import { insights } from './en/insights';
import { menuAdmin } from './en/menu-admin';
import { noticeSwitches, notices } from './en/notices';
import { orders } from './en/orders';
import { profile } from './en/profile';
import { progress } from './en/progress';
import { promoAdmin } from './en/promo-admin';
import { shop } from './en/shop';
import type { Catalogue } from './ru';

export const en: Catalogue = {
  ...common,
  ...shop,
  ...checkout,
  ...orders,
  ...profile,
  ...progress,
  ...noticeSwitches,
  ...bank,
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
};
