import { editStaffBody, staffParams } from '@/lib/api/staff-requests';
import { staffConflict, staffView } from '@/lib/api/staff-views';
import { problem, route } from '@/lib/server/handler';
import { editStaff } from '@/lib/staff/accounts';

/** Name, role, active; who loses rights by it is signed out everywhere. */
export const PATCH = route(
  { access: 'owner', params: staffParams, body: editStaffBody },
  async ({ ctx, params, body, userId }) => {
    const { version, ...patch } = body;
    const edited = await editStaff(ctx, userId, params.id, version, patch);
    if (edited.ok) return Response.json({ member: staffView(edited.member) });
    if (!('edits' in edited)) return edited;
    return problem('EDIT_CONFLICT', { conflict: await staffConflict(ctx, edited) });
  },
);
