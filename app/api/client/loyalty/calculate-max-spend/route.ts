import type { MaxSpendAnswer } from '@/lib/api/answers';
import { maxSpendQuery } from '@/lib/api/requests';
import { availablePoints } from '@/lib/loyalty/account';
import { spendCapPoints } from '@/lib/loyalty/earning';
import { toKopecks } from '@/lib/money';
import { maxSpendPoints } from '@/lib/orders/quote';
import { route } from '@/lib/server/handler';

/** Most points for an order of this total (delivery included) and delivery cost. */
export const GET = route(
  { access: 'customer', query: maxSpendQuery },
  async ({ ctx, site, query, userId }) => {
    const [account, settings] = await Promise.all([
      site.reads.account(userId),
      site.reads.settings(),
    ]);
    const deliveryKopecks = Math.min(toKopecks(query.deliveryCost), toKopecks(query.orderTotal));
    const amounts = {
      subtotalKopecks: toKopecks(query.orderTotal) - deliveryKopecks,
      deliveryKopecks,
      promoDiscountKopecks: 0,
    };
    const moduleOn = settings.loyaltyEnabled;
    const standing = { program: ctx.program, account, moduleOn, now: ctx.now() };
    const answer: MaxSpendAnswer = {
      maxPoints: moduleOn ? maxSpendPoints(standing, amounts) : 0,
      cap: moduleOn ? spendCapPoints(ctx.program, amounts) : 0,
      available: availablePoints(account, ctx.now()),
      percent: ctx.program.spendCap.percent,
    };
    return Response.json(answer);
  },
);
