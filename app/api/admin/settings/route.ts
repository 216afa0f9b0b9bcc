import type { SettingsAnswer } from '@/lib/api/staff-answers';
import { deliveryView, hoursView } from '@/lib/api/staff-views';
import { readGroup } from '@/lib/restaurant/settings';
import { route } from '@/lib/server/handler';

/** Delivery, hours and the pause, each with the number of its last edit. */
export const GET = route({ access: 'manager' }, async ({ ctx }) => {
  const [delivery, hours, pause] = await Promise.all([
    readGroup(ctx, 'delivery'),
    readGroup(ctx, 'hours'),
    readGroup(ctx, 'pause'),
  ]);
  const answer: SettingsAnswer = {
    delivery: deliveryView(delivery),
    hours: hoursView(hours),
    paused: pause.value.paused,
    timeZone: ctx.timeZone,
  };
  return Response.json(answer);
});
