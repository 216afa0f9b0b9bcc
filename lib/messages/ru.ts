/** The Russian catalogue: every interface text. `en.ts` has the same keys, or tsc fails. */
import { admin } from './ru/admin';
import { common } from './ru/common';
import { orders } from './ru/orders';
import { shop } from './ru/shop';
import type { Message, Plural } from './types';

export const ru = { ...common, ...shop, ...orders, ...admin } as const satisfies Record<
  string,
  Message
>;

export type MessageKey = keyof typeof ru;

/** A catalogue in any language: a text where Russian has one, plural forms where it has these. */
export type Catalogue = {
  [K in MessageKey]: (typeof ru)[K] extends string ? string : Plural;
};
