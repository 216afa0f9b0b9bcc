import { findUsers } from '@/lib/api/staff-customers';
import { usersQuery } from '@/lib/api/staff-customers-requests';
import { route } from '@/lib/server/handler';

/** A page of customers whose phone or name contains the query. */
export const GET = route({ access: 'operator', query: usersQuery }, async ({ ctx, query }) =>
  Response.json(await findUsers(ctx, query)),
);
