import { pauseBody } from '@/lib/api/staff-requests';
import { editGroup } from '@/lib/restaurant/settings';
import { route } from '@/lib/server/handler';

/** Stops taking orders at once, or starts again. */
export const PUT = route({ access: 'manager', body: pauseBody }, async ({ ctx, body, userId }) => {
  const edited = await editGroup(ctx, 'pause', userId, null, { paused: body.paused });
  return edited.ok ? Response.json({ paused: edited.value.paused }) : edited;
});
