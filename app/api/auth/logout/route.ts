import { route } from '@/lib/server/handler';
import { sessionCookie } from '@/lib/server/tokens';

/** Forgets the session in this browser. */
export const POST = route({ access: 'public' }, async ({ request }) => {
  const cookie = sessionCookie('customer', '', request.nextUrl.protocol === 'https:');
  return Response.json({ success: true }, { headers: { 'set-cookie': cookie } });
});
