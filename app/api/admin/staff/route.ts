import { randomInt } from 'node:crypto';
import type { StaffListAnswer, StaffPasswordAnswer } from '@/lib/api/staff-answers';
import { addStaffBody } from '@/lib/api/staff-requests';
import { staffView } from '@/lib/api/staff-views';
import { hashPassword } from '@/lib/customers/admin-sign-in';
import { route } from '@/lib/server/handler';
import { addStaff, readStaff } from '@/lib/staff/accounts';
import { drawPassword } from '@/lib/staff/passwords';

/** Everybody who has an account, also who was switched off. */
export const GET = route({ access: 'owner' }, async ({ ctx }) => {
  const { staff, version } = await readStaff(ctx);
  const answer: StaffListAnswer = { version, staff: staff.map(staffView) };
  return Response.json(answer);
});

/** Adds an account; its password is drawn and told only in this answer. */
export const POST = route(
  { access: 'owner', body: addStaffBody },
  async ({ ctx, body, userId }) => {
    const password = drawPassword(randomInt);
    const passwordHash = await hashPassword(password);
    const added = await addStaff(ctx, userId, { ...body, passwordHash });
    if (!added.ok) return added;
    const answer: StaffPasswordAnswer = { member: staffView(added.member), password };
    return Response.json(answer, { status: 201 });
  },
);
