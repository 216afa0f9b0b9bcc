import { z } from 'zod';
import { idParam } from '@/lib/api/requests';
import { readCustomerOrders } from '@/lib/api/staff-customers';
import { userOrdersQuery } from '@/lib/api/staff-customers-requests';
import { problem, route } from '@/lib/server/handler';

const params = z.object({ id: idParam });

/** A customer's orders, those too that the customer hid. */
export const GET = route(
  { access: 'operator', params, query: userOrdersQuery },
  async ({ ctx, params, query }) => {
    const answer = await readCustomerOrders(ctx, params.id, query);
    return answer ? Response.json(answer) : problem('NOT_FOUND');
  },
);
