import { staffOrdersQuery } from '@/lib/api/requests';
import { orderSearch, staffOrderViews } from '@/lib/api/staff-orders';
import { findOrders } from '@/lib/orders/find';
import { route } from '@/lib/server/handler';

/** Orders found by filters and search, newest first. */
export const GET = route(
  { access: 'operator', query: staffOrdersQuery },
  async ({ ctx, query }) => {
    const orders = await findOrders(ctx, orderSearch(query), query.before ?? null, query.limit);
    return Response.json({
      orders: await staffOrderViews(ctx, orders),
      next: orders.length === query.limit ? (orders.at(-1)?.id ?? null) : null,
    });
  },
);
