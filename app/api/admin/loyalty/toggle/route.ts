import { toggleBody } from '@/lib/api/requests';
import { toggleModule } from '@/lib/loyalty/toggle';
import { route } from '@/lib/server/handler';

/** Switches the loyalty module. */
export const PUT = route({ access: 'owner', body: toggleBody }, async ({ ctx, body, userId }) => {
  await toggleModule(ctx, userId, body.enabled);
  return Response.json({ success: true, enabled: body.enabled });
});
