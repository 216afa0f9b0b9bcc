import { changeProfileBody, deleteAccountBody } from '@/lib/api/requests';
import { profileAnswer } from '@/lib/api/sign-in';
import { deleteAccount } from '@/lib/customers/erase';
import { changeProfile, readCustomer } from '@/lib/customers/profile';
import { problem, route } from '@/lib/server/handler';
import { forgetSession } from '@/lib/server/sign-in-cookies';

/** The signed-in customer with the saved addresses. */
export const GET = route({ access: 'customer' }, async ({ ctx, userId }) => {
  const user = await readCustomer(ctx, userId);
  return user ? Response.json(await profileAnswer(ctx, user)) : problem('UNAUTHORIZED');
});

/** Name and birthday. */
export const PATCH = route(
  { access: 'customer', body: changeProfileBody },
  async ({ ctx, userId, body }) => {
    const user = await changeProfile(ctx, userId, body);
    return user ? Response.json(await profileAnswer(ctx, user)) : problem('UNAUTHORIZED');
  },
);

/** Deletes the account: points forfeited, personal data erased, the ledger kept. */
export const DELETE = route(
  { access: 'customer', body: deleteAccountBody },
  async ({ ctx, site, request, userId }) => {
    const deleted = await deleteAccount(ctx, userId, site.config.JWT_SECRET);
    if (!deleted.ok) return deleted;
    const headers = new Headers();
    forgetSession(headers, request, 'customer');
    return Response.json({ success: true, pointsForfeited: deleted.points }, { headers });
  },
);
