import { adminSignInBody } from '@/lib/api/requests';
import { signInAdmin } from '@/lib/customers/admin-sign-in';
import { problem, route } from '@/lib/server/handler';
import { startSession } from '@/lib/server/sign-in-cookies';

/** Signs staff in by email and password. */
export const POST = route({ access: 'public', body: adminSignInBody }, async (call) => {
  const { ctx, body } = call;
  const admin = await signInAdmin(ctx, body.email, body.password);
  if (!admin) return problem('SIGN_IN_FAILED');
  const { id, role, email, name } = admin;
  const { headers, ...tokens } = await startSession(call, { kind: 'admin', id, role });
  const answer = { success: true, ...tokens, admin: { id, role, email, name } };
  return Response.json(answer, { headers });
});
