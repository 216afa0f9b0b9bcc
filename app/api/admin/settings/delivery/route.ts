import { deliverySettingsBody } from '@/lib/api/staff-requests';
import { deliveryConflict, deliveryView } from '@/lib/api/staff-views';
import { toKopecks } from '@/lib/money';
import { editGroup } from '@/lib/restaurant/settings';
import { problem, route } from '@/lib/server/handler';

/** Fee, free delivery, pick-up, minimum order and lead time, all together. */
export const PUT = route(
  { access: 'manager', body: deliverySettingsBody },
  async ({ ctx, body, userId }) => {
    const { version, fee, freeFrom, pickupAddress, minimumOrder, leadMinutes } = body;
    const edited = await editGroup(ctx, 'delivery', userId, version, {
      delivery: {
        feeKopecks: toKopecks(fee),
        freeFromKopecks: freeFrom === null ? null : toKopecks(freeFrom),
        pickupAddress,
      },
      minimumOrderKopecks: toKopecks(minimumOrder),
      leadMinutes,
    });
    if (edited.ok) return Response.json({ delivery: deliveryView(edited) });
    return problem('EDIT_CONFLICT', { conflict: await deliveryConflict(ctx, edited) });
  },
);
