import { endAllSessions } from '@/lib/customers/sessions';
import { route } from '@/lib/server/handler';
import { forgetSession } from '@/lib/server/sign-in-cookies';

/** Ends every session of the customer, this one too. */
export const POST = route({ access: 'customer' }, async ({ ctx, request, userId }) => {
  await endAllSessions(ctx, 'customer', userId);
  const headers = new Headers();
  forgetSession(headers, request, 'customer');
  return Response.json({ success: true }, { headers });
});
