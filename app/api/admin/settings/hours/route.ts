import { hoursSettingsBody } from '@/lib/api/staff-requests';
import { hoursConflict, hoursView } from '@/lib/api/staff-views';
import { editGroup } from '@/lib/restaurant/settings';
import { problem, route } from '@/lib/server/handler';

/** Working hours of the week and the days off, all together. */
export const PUT = route(
  { access: 'manager', body: hoursSettingsBody },
  async ({ ctx, body, userId }) => {
    const { version, ...value } = body;
    const edited = await editGroup(ctx, 'hours', userId, version, value);
    if (edited.ok) return Response.json({ hours: hoursView(edited) });
    return problem('EDIT_CONFLICT', { conflict: await hoursConflict(ctx, edited) });
  },
);
