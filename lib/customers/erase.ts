/**
 * Deleting an account: points are forfeited, everything personal is
 * erased, the ledger stays. Every step can be repeated and the customer's own row
 * comes last, so that after a crash the same request finishes the work.
 */
import type { Context } from '../context';
import { forfeitPoints } from '../loyalty/forfeit';
import { factsOf } from '../loyalty/plan';
import { refreshUserCopies } from '../loyalty/user-copies';
import type { OrderFacts } from '../orders/facts';
import { isFinished } from '../orders/lifecycle';
import { type Refusal, refuse } from '../refusal';
import { endAllSessions } from './sessions';
import { claimWelcome } from './welcome';

/** What stands in facts where an address stood. */
export const ERASED_ADDRESS = 'Адрес удалён';
const PAGE = 100;

/**
 * Answers the points that were forfeited; an account deleted before loses nothing
 * more. Refused: ACTIVE_ORDERS while an order is neither finished nor cancelled.
 */
export async function deleteAccount(
  ctx: Context,
  userId: number,
  secret: string,
): Promise<{ ok: true; points: number } | Refusal> {
  const user = await ctx.store.users.byId(userId);
  if (!user || user.erasedAt !== null) return { ok: true, points: 0 };
  const orders = await ordersOf(ctx, userId);
  if (orders.some((o) => isUnderWay(o.facts))) return refuse('ACTIVE_ORDERS');
  await claimWelcome(ctx, secret, user.phone, userId);
  const points = await forfeitPoints(ctx, userId);
  for (const { id } of orders) await ctx.store.orders.erasePersonal(id, ERASED_ADDRESS);
  await ctx.store.signIn.erasePhone(user.phone);
  await ctx.store.notices.eraseOf(userId);
  await ctx.store.users.erase(userId, ctx.now());
  await endAllSessions(ctx, 'customer', userId);
  ctx.log.info('account.deleted', { userId, points });
  ctx.later(() => refreshUserCopies(ctx, userId));
  return { ok: true, points };
}

function isUnderWay({ status }: OrderFacts): boolean {
  return status !== 'cancelled' && !isFinished(status);
}

/** All orders of a customer, hidden ones too, as their facts say. */
async function ordersOf(ctx: Context, userId: number) {
  const found: { id: number; facts: OrderFacts }[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page = await ctx.store.orders.pageOfUser(userId, after, PAGE);
    const ids = page.rows.map((o) => o.id);
    const [events, rows] = await Promise.all([
      ctx.store.orders.eventsOfMany(ids),
      ctx.store.ledger.ofOrders(ids),
    ]);
    for (const { id, placed } of page.rows) {
      const own = events.filter((e) => e.orderId === id);
      const ledger = rows.filter((r) => r.orderId === id);
      found.push({ id, facts: factsOf({ id, placed, events: own }, ledger) });
    }
    after = page.next;
  }
  return found;
}
