import { z } from 'zod';
import { moveDishBody } from '@/lib/api/menu-requests';
import { idParam } from '@/lib/api/requests';
import { moveDish } from '@/lib/menu/manage';
import { route } from '@/lib/server/handler';

/** One place up or down in its category; at the end nothing happens. */
export const POST = route(
  { access: 'manager', params: z.object({ id: idParam }), body: moveDishBody },
  async ({ ctx, params, body, userId }) => {
    const done = await moveDish(ctx, userId, params.id, body.direction);
    return done.ok ? Response.json({ success: true }) : done;
  },
);
