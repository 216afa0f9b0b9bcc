/** The English catalogue, with the keys of `ru.ts`. */
import { admin } from './en/admin';
import { common } from './en/common';
import { orders } from './en/orders';
import { shop } from './en/shop';
import type { Catalogue } from './ru';

export const en: Catalogue = { ...common, ...shop, ...orders, ...admin };
