import { changePhoneBody } from '@/lib/api/requests';
import { profileAnswer } from '@/lib/api/sign-in';
import { changePhone } from '@/lib/customers/profile';
import { problem, route } from '@/lib/server/handler';

/** Moves the account to another phone, proved by a code that was sent there. */
export const POST = route(
  { access: 'customer', body: changePhoneBody },
  async ({ ctx, site, userId, body }) => {
    const changed = await changePhone(ctx, userId, body, site.config.JWT_SECRET);
    if (changed === null) return problem('UNAUTHORIZED');
    return changed.ok ? Response.json(await profileAnswer(ctx, changed.user)) : changed;
  },
);
