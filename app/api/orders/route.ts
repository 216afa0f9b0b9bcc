import { z } from 'zod';
import type { OrdersAnswer } from '@/lib/api/answers';
import { orderAnswer, orderViews, placeRequest } from '@/lib/api/orders';
import { idempotencyKeySchema, idParam, placeOrderBody } from '@/lib/api/requests';
import { placeOrder } from '@/lib/orders/place';
import { limitGuesses } from '@/lib/server/guessing';
import { problem, route } from '@/lib/server/handler';

const PAGE = 20;

const listQuery = z.strictObject({ before: idParam.optional() });

/** A customer's own orders, newest first. */
export const GET = route(
  { access: 'customer', query: listQuery },
  async ({ ctx, query, userId }) => {
    const orders = await ctx.store.orders.ofUser(userId, query.before ?? null, PAGE);
    const answer: OrdersAnswer = {
      orders: await orderViews(ctx, orders),
      next: orders.length === PAGE ? (orders.at(-1)?.id ?? null) : null,
    };
    return Response.json(answer);
  },
);

export const POST = route(
  { access: 'customer', body: placeOrderBody },
  async ({ ctx, site, body, userId, request }) => {
    const key = idempotencyKeySchema.safeParse(request.headers.get('idempotency-key'));
    if (!key.success) return problem('IDEMPOTENCY_KEY_REQUIRED');
    const placed = await limitGuesses(site.guesses, request, userId, body.promoCode, () =>
      placeOrder(ctx, userId, key.data, placeRequest(body)),
    );
    if (!placed.ok) return placed;
    return Response.json(orderAnswer(ctx, placed.snapshot, placed.user), { status: 201 });
  },
);
