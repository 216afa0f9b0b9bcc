/** The orders that a shift has in hand, and those it has just finished with. */
import { createHash } from 'node:crypto';
import type { Context } from '../context';
import type { OrderFilter, OrderStamp, StoredOrder } from '../store/port-orders';
import { activeStatuses, isActive, type OrderStatus, orderStatuses } from './lifecycle';

/** More orders in hand than these are counted, and the newest shown. */
const MOST_ACTIVE = 200;
const MOST_ENDED = 20;
/** How long an ended order stays on the board, by when it was placed. */
const ENDED_MS = 24 * 60 * 60 * 1000;

export interface Board {
  /** Of what is on the board: the same version, the same board. */
  version: string;
  /** null: it is the version that the caller knows. */
  orders: StoredOrder[] | null;
  /** How many orders there are in each active status. */
  counts: Record<string, number>;
}

/** The board; two requests of the store while it is as `known`, and two lists when nothing is known. */
export async function readBoard(ctx: Context, known: string | undefined): Promise<Board> {
  const { orders } = ctx.store;
  const active: OrderFilter = { statuses: activeStatuses };
  const ended: OrderFilter = {
    statuses: orderStatuses.filter((s) => !isActive(s)),
    placedFrom: Math.floor((ctx.now() - ENDED_MS) / ENDED_MS) * ENDED_MS,
  };
  if (known !== undefined) {
    const [first, last] = await Promise.all([
      orders.stamps(active, MOST_ACTIVE + 1),
      orders.stamps(ended, MOST_ENDED),
    ]);
    const version = versionOf([...first, ...last]);
    if (version === known) return { version, orders: null, counts: {} };
  }
  const [inHand, done] = await Promise.all([
    orders.list(active, null, MOST_ACTIVE + 1),
    orders.list(ended, null, MOST_ENDED),
  ]);
  return {
    version: versionOf([...inHand, ...done]),
    orders: [...inHand.slice(0, MOST_ACTIVE), ...done],
    counts: inHand.length > MOST_ACTIVE ? await countAll(ctx) : {},
  };
}

async function countAll(ctx: Context): Promise<Record<string, number>> {
  const count = async (status: OrderStatus) =>
    [status, await ctx.store.orders.count({ statuses: [status] })] as const;
  return Object.fromEntries(await Promise.all(activeStatuses.map(count)));
}

function versionOf(stamps: readonly OrderStamp[]): string {
  const text = JSON.stringify(stamps.map((s) => [s.id, s.copiesVersion]));
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
