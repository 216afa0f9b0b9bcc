import { z } from 'zod';
import type { PromoUsageAnswer } from '@/lib/api/promo-answers';
import { promoUsageQuery } from '@/lib/api/promo-requests';
import { promoUses } from '@/lib/api/promo-views';
import { idParam } from '@/lib/api/requests';
import { problem, route } from '@/lib/server/handler';

const params = z.object({ id: idParam });

/** Orders that used a code, newest first, the given back ones too. */
export const GET = route(
  { access: 'manager', params, query: promoUsageQuery },
  async ({ ctx, params, query: { page, limit } }) => {
    const [code, claims] = await Promise.all([
      ctx.store.promo.byId(params.id),
      ctx.store.promo.claimsOfCode(params.id, page, limit),
    ]);
    if (!code) return problem('NOT_FOUND');
    const uses = await promoUses(ctx, claims.rows);
    const answer: PromoUsageAnswer = { uses, page, limit, total: claims.total };
    return Response.json(answer);
  },
);
