import type { PromoAnswer } from '@/lib/api/answers';
import { validatePromoBody } from '@/lib/api/requests';
import { toRubles } from '@/lib/money';
import { validatePromo } from '@/lib/promo/validate';
import { limitGuesses } from '@/lib/server/guessing';
import { route } from '@/lib/server/handler';

/** What a code would take off these items for this customer, or why not. */
export const POST = route(
  { access: 'customer', body: validatePromoBody },
  async ({ ctx, site, body, userId, request }) => {
    const judged = await limitGuesses(site.guesses, request, userId, body.code, () =>
      validatePromo(ctx, userId, body.code, body.items),
    );
    if (!judged.ok) return judged;
    const answer: PromoAnswer = {
      valid: true,
      code: judged.code,
      discount: toRubles(judged.discountKopecks),
      subtotal: toRubles(judged.subtotalKopecks),
    };
    return Response.json(answer);
  },
);
