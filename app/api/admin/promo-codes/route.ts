import type { PromoCodesAnswer } from '@/lib/api/promo-answers';
import { createPromoBody, promoFields, promoListQuery } from '@/lib/api/promo-requests';
import { promoCodeView } from '@/lib/api/promo-views';
import { createCode, type PromoFields } from '@/lib/promo/manage';
import { route } from '@/lib/server/handler';
import type { PromoSearch } from '@/lib/store/port-promo';

/** A page of codes: found, filtered and sorted by the store. */
export const GET = route({ access: 'manager', query: promoListQuery }, async ({ ctx, query }) => {
  const { search, campaign, state, sort, page, limit } = query;
  const { rows, total } = await ctx.store.promo.searchCodes({
    text: search || null,
    campaign: campaign || null,
    state: state ?? null,
    now: ctx.now(),
    sort: sort.replace('-', '') as PromoSearch['sort'],
    descending: sort.startsWith('-'),
    page,
    limit,
  });
  const codes = rows.map((code) => promoCodeView(code, ctx));
  const answer: PromoCodesAnswer = { codes, page, limit, total };
  return Response.json(answer);
});

export const POST = route(
  { access: 'manager', body: createPromoBody },
  async ({ ctx, body, userId }) => {
    const { code, ...terms } = body;
    // Every field has a value: the schema fills what was left out.
    const fields = { ...promoFields(terms, ctx.timeZone), code } as PromoFields;
    const made = await createCode(ctx, userId, fields);
    return made.ok ? Response.json({ code: promoCodeView(made.code, ctx) }, { status: 201 }) : made;
  },
);
