import { addressesBody } from '@/lib/api/requests';
import { profileAnswer } from '@/lib/api/sign-in';
import { saveAddresses } from '@/lib/customers/profile';
import { problem, route } from '@/lib/server/handler';

/** Replaces the saved addresses. */
export const PUT = route(
  { access: 'customer', body: addressesBody },
  async ({ ctx, userId, body }) => {
    const user = await saveAddresses(ctx, userId, body.addresses);
    return user ? Response.json(await profileAnswer(ctx, user)) : problem('UNAUTHORIZED');
  },
);
