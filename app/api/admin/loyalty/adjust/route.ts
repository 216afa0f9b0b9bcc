import type { AdjustAnswer } from '@/lib/api/answers';
import { adjustBody, idempotencyKeySchema } from '@/lib/api/requests';
import { historyEntryView } from '@/lib/api/views';
import { availablePoints } from '@/lib/loyalty/account';
import { adjustBalance } from '@/lib/loyalty/adjust';
import { sha256 } from '@/lib/loyalty/hash';
import { problem, route } from '@/lib/server/handler';

/** An admin's correction of a customer's balance, with a reason. */
export const POST = route(
  { access: 'manager', body: adjustBody },
  async ({ ctx, body, userId: adminId, request }) => {
    const key = idempotencyKeySchema.safeParse(request.headers.get('idempotency-key'));
    if (!key.success) return problem('IDEMPOTENCY_KEY_REQUIRED');
    if (!(await ctx.store.users.byId(body.userId))) return problem('NOT_FOUND');
    const adjusted = await adjustBalance(ctx, {
      userId: body.userId,
      points: body.type === 'earn' ? body.amount : -body.amount,
      reason: body.reason,
      adminId,
      key: sha256(`${adminId}:${key.data}`),
    });
    if (!adjusted.ok) return adjusted;
    const { account } = adjusted.entry;
    const answer: AdjustAnswer = {
      success: true,
      balance: account.balance,
      available: availablePoints(account, ctx.now()),
      debt: account.debt,
      entry: historyEntryView(adjusted.entry, ctx.now()),
    };
    return Response.json(answer);
  },
);
