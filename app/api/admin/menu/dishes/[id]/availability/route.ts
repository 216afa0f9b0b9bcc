import { z } from 'zod';
import { availabilityBody } from '@/lib/api/menu-requests';
import { staffDishView } from '@/lib/api/menu-views';
import { idParam } from '@/lib/api/requests';
import { setAvailable } from '@/lib/menu/manage';
import { route } from '@/lib/server/handler';

/** A dish has run out, or is there again. */
export const PUT = route(
  { access: 'operator', params: z.object({ id: idParam }), body: availabilityBody },
  async ({ ctx, params, body, userId }) => {
    const set = await setAvailable(ctx, userId, params.id, body.available);
    return set.ok ? Response.json({ dish: staffDishView(set.dish) }) : set;
  },
);
