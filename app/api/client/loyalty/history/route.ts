import { readHistory } from '@/lib/api/history';
import { historyQuery } from '@/lib/api/requests';
import { route } from '@/lib/server/handler';

/** The customer's rows, newest first. */
export const GET = route(
  { access: 'customer', query: historyQuery },
  async ({ ctx, query, userId }) => Response.json(await readHistory(ctx, userId, query)),
);
