import { findUsers, usersQuery } from '@/lib/api/admin-loyalty';
import { route } from '@/lib/server/handler';

/** Customers whose phone or name contains the query, newest first. */
export const GET = route({ access: 'operator', query: usersQuery }, async ({ ctx, query }) =>
  Response.json(await findUsers(ctx, query)),
);
