import { randomInt } from 'node:crypto';
import type { StaffPasswordAnswer } from '@/lib/api/staff-answers';
import { staffParams } from '@/lib/api/staff-requests';
import { staffView } from '@/lib/api/staff-views';
import { hashPassword } from '@/lib/customers/admin-sign-in';
import { problem, route } from '@/lib/server/handler';
import { setPassword } from '@/lib/staff/accounts';
import { drawPassword } from '@/lib/staff/passwords';

/** For who forgot it: a new password, told only in this answer; all sessions end. */
export const POST = route(
  { access: 'owner', params: staffParams },
  async ({ ctx, params, userId }) => {
    const password = drawPassword(randomInt);
    const set = await setPassword(ctx, userId, params.id, await hashPassword(password), null);
    if (!set.ok) return set;
    const member = await ctx.store.admins.byId(params.id);
    if (!member) return problem('NOT_FOUND');
    const answer: StaffPasswordAnswer = { member: staffView(member), password };
    return Response.json(answer);
  },
);
