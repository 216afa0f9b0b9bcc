import { z } from 'zod';
import { orderView } from '@/lib/api/order-view';
import { changedOrderAnswer, changeRequest } from '@/lib/api/orders';
import { changeOrderBody, idParam } from '@/lib/api/requests';
import { cancelOrder, hideOrder } from '@/lib/orders/cancel';
import { changeOrder } from '@/lib/orders/change';
import { readOrder } from '@/lib/orders/events';
import { limitGuesses } from '@/lib/server/guessing';
import { problem, route } from '@/lib/server/handler';

const params = z.object({ id: idParam });

/** One of the customer's own orders; also a hidden one. */
export const GET = route({ access: 'customer', params }, async ({ ctx, params, userId }) => {
  const snapshot = await readOrder(ctx, params.id);
  if (!snapshot || snapshot.order.placed.userId !== userId) return problem('NOT_FOUND');
  return Response.json({ order: orderView(snapshot) });
});

export const PATCH = route(
  { access: 'customer', params, body: changeOrderBody },
  async ({ ctx, site, params, body, userId, request }) => {
    const changed =
      body.orderStatus === 'cancelled'
        ? await cancelOrder(ctx, params.id, { kind: 'customer', id: userId }, 'customer')
        : await limitGuesses(site.guesses, request, userId, body.promoCode, () =>
            changeOrder(ctx, params.id, userId, changeRequest(body)),
          );
    if (!changed.ok) return changed;
    return Response.json(await changedOrderAnswer(ctx, changed.snapshot));
  },
);

/** Cancels a `new` order and takes it off the list; an ended one is only taken off. */
export const DELETE = route({ access: 'customer', params }, async ({ ctx, params, userId }) => {
  const hidden = await hideOrder(ctx, params.id, userId);
  if (!hidden.ok) return hidden;
  return Response.json(await changedOrderAnswer(ctx, hidden.snapshot));
});
