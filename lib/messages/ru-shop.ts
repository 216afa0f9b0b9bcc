/** The customers' part of the Russian catalogue: all that their pages load. */
import { bank } from './ru/bank';
import { checkout } from './ru/checkout';
import { common } from './ru/common';
import { noticeSwitches } from './ru/notices';
import { orders } from './ru/orders';
import { profile } from './ru/profile';
import { progress } from './ru/progress';
import { shop } from './ru/shop';

export const ruShop = {
  ...common,
  ...shop,
  ...checkout,
  ...orders,
  ...profile,
  ...progress,
  ...noticeSwitches,
  ...bank,
} as const;
