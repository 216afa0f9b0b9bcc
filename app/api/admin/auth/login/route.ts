import { adminSignInBody } from '@/lib/api/requests';
import { signInAdmin } from '@/lib/customers/admin-sign-in';
import { problem, route } from '@/lib/server/handler';
import { sessionCookie, signToken } from '@/lib/server/tokens';

/** Signs staff in by email and password. */
export const POST = route(
  { access: 'public', body: adminSignInBody },
  async ({ ctx, site, body, request }) => {
    const admin = await signInAdmin(ctx, body.email, body.password);
    if (!admin) return problem('SIGN_IN_FAILED');
    const { id, role, email, name } = admin;
    const token = await signToken({ kind: 'admin', id, role }, site.config.JWT_SECRET);
    const cookie = sessionCookie('admin', token, request.nextUrl.protocol === 'https:');
    const answer = { success: true, token, admin: { id, role, email, name } };
    return Response.json(answer, { headers: { 'set-cookie': cookie } });
  },
);
