import { z } from 'zod';
import { readUserLoyalty, userLoyaltyQuery } from '@/lib/api/admin-loyalty';
import { idParam } from '@/lib/api/requests';
import { problem, route } from '@/lib/server/handler';

const params = z.object({ id: idParam });

/** A customer's points: balance, debt, tier, totals, and rows with filter and paging. */
export const GET = route(
  { access: 'operator', params, query: userLoyaltyQuery },
  async ({ ctx, params, query }) => {
    const answer = await readUserLoyalty(ctx, params.id, query);
    return answer ? Response.json(answer) : problem('NOT_FOUND');
  },
);
