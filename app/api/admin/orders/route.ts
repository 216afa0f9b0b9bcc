import { staffOrdersQuery } from '@/lib/api/requests';
import { staffOrderViews } from '@/lib/api/staff-orders';
import { route } from '@/lib/server/handler';

/** All orders, newest first. */
export const GET = route(
  { access: 'operator', query: staffOrdersQuery },
  async ({ ctx, query }) => {
    const filter = query.status ? { statuses: [query.status] } : {};
    const orders = await ctx.store.orders.list(filter, query.before ?? null, query.limit);
    return Response.json({
      orders: await staffOrderViews(ctx, orders),
      next: orders.length === query.limit ? (orders.at(-1)?.id ?? null) : null,
    });
  },
);
