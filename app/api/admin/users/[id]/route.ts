import { z } from 'zod';
import { idParam } from '@/lib/api/requests';
import { readCustomer } from '@/lib/api/staff-customers';
import { problem, route } from '@/lib/server/handler';

const params = z.object({ id: idParam });

/** What is known about a customer beside points and orders. */
export const GET = route({ access: 'operator', params }, async ({ ctx, params }) => {
  const answer = await readCustomer(ctx, params.id);
  return answer ? Response.json(answer) : problem('NOT_FOUND');
});
