import type { PromoBulkAnswer } from '@/lib/api/promo-answers';
import { bulkPromoBody, campaignFor, promoFields } from '@/lib/api/promo-requests';
import { idempotencyKeySchema } from '@/lib/api/requests';
import { type BulkRequest, createBulk } from '@/lib/promo/bulk';
import { problem, route } from '@/lib/server/handler';

/** Makes up to 5 000 codes of one campaign; repeated with the same key it makes none twice. */
export const POST = route(
  { access: 'manager', body: bulkPromoBody },
  async ({ ctx, body, userId, request }) => {
    const key = idempotencyKeySchema.safeParse(request.headers.get('idempotency-key'));
    if (!key.success) return problem('IDEMPOTENCY_KEY_REQUIRED');
    const made = await createBulk(ctx, {
      key: key.data,
      adminId: userId,
      pattern: body.pattern,
      count: body.count,
      campaign: campaignFor(body),
      // Every field has a value: the schema fills what was left out.
      terms: promoFields(body.terms, ctx.timeZone) as BulkRequest['terms'],
    });
    if (!made.ok) return made;
    const { campaign, count, created } = made;
    const answer: PromoBulkAnswer = { campaign, count, created };
    return Response.json(answer, { status: 201 });
  },
);
