import { changePasswordBody } from '@/lib/api/staff-requests';
import { route } from '@/lib/server/handler';
import { limitPasswords } from '@/lib/server/password-guessing';
import { changeOwnPassword } from '@/lib/staff/own-password';

/** Another password for oneself; the other sessions end. */
export const POST = route(
  { access: 'operator', body: changePasswordBody },
  async ({ ctx, site, request, body, userId, session }) => {
    const changed = await limitPasswords(site.passwords, request, String(userId), () =>
      changeOwnPassword(ctx, userId, body.current, body.next, session),
    );
    return changed.ok ? Response.json({ success: true }) : changed;
  },
);
