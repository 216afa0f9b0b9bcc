import { adminSignInBody } from '@/lib/api/requests';
import { signInAdmin } from '@/lib/customers/admin-sign-in';
import { problem, route } from '@/lib/server/handler';
import { limitPasswords } from '@/lib/server/password-guessing';
import { startSession } from '@/lib/server/sign-in-cookies';

/** Signs staff in by email and password. */
export const POST = route(
  { access: 'public', body: adminSignInBody, limit: 'passwords' },
  async (call) => {
    const { ctx, site, request, body } = call;
    const signedIn = await limitPasswords(site.passwords, request, body.email, async () => {
      const admin = await signInAdmin(ctx, body.email, body.password);
      return admin ? { ok: true as const, admin } : problem('SIGN_IN_FAILED');
    });
    if (!signedIn.ok) return signedIn;
    const { id, role, email, name } = signedIn.admin;
    const { headers, ...tokens } = await startSession(call, { kind: 'admin', id, role });
    const answer = { success: true, ...tokens, admin: { id, role, email, name } };
    return Response.json(answer, { headers });
  },
);
