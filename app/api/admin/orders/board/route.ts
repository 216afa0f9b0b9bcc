import { boardQuery } from '@/lib/api/requests';
import { boardAnswer } from '@/lib/api/staff-orders';
import { readBoard } from '@/lib/orders/board';
import { route } from '@/lib/server/handler';

/** Orders in hand by status, and those just ended; short while nothing has changed. */
export const GET = route({ access: 'operator', query: boardQuery }, async ({ ctx, query }) =>
  Response.json(await boardAnswer(ctx, await readBoard(ctx, query.known))),
);
