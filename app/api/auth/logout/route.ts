import { route } from '@/lib/server/handler';
import { signOut } from '@/lib/server/sign-in-cookies';

/** Ends the session that the request comes with. */
export const POST = route({ access: 'public' }, (call) => signOut(call, 'customer'));
