import { z } from 'zod';
import { orderLoyaltyView } from '@/lib/api/admin-order-loyalty';
import { idParam } from '@/lib/api/requests';
import { readOrder } from '@/lib/orders/events';
import { problem, route } from '@/lib/server/handler';

const params = z.object({ id: idParam });

/** An order's points: rows, how they were computed, and whether all is as it should be. */
export const GET = route({ access: 'operator', params }, async ({ ctx, params }) => {
  const snapshot = await readOrder(ctx, params.id);
  return snapshot ? Response.json(orderLoyaltyView(snapshot, ctx.now())) : problem('NOT_FOUND');
});
