import { z } from 'zod';
import { changedOrderAnswer } from '@/lib/api/orders';
import { idParam, staffOrderBody } from '@/lib/api/requests';
import { staffOrderView, staffRequest } from '@/lib/api/staff-orders';
import { changeOrderAsStaff } from '@/lib/orders/staff';
import { problem, route } from '@/lib/server/handler';

const params = z.object({ id: idParam });

export const GET = route({ access: 'operator', params }, async ({ ctx, params }) => {
  const order = await ctx.store.orders.byId(params.id);
  return order ? Response.json({ order: await staffOrderView(ctx, order) }) : problem('NOT_FOUND');
});

/** Amounts, cash, status: in this order, each only when asked for. */
export const PATCH = route(
  { access: 'operator', params, body: staffOrderBody },
  async ({ ctx, params, body, userId }) => {
    const actor = { kind: 'admin', id: userId } as const;
    const changed = await changeOrderAsStaff(ctx, params.id, actor, staffRequest(body));
    return changed.ok ? Response.json(await changedOrderAnswer(ctx, changed.snapshot)) : changed;
  },
);
