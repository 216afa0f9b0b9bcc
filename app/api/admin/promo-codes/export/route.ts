import { promoCsv } from '@/lib/api/promo-csv';
import { promoExportQuery } from '@/lib/api/promo-requests';
import { problem, route } from '@/lib/server/handler';
import type { PromoCode } from '@/lib/store/port-promo';

const PAGE = 1000;

/** A campaign's codes as CSV for a spreadsheet. */
export const GET = route(
  { access: 'manager', query: promoExportQuery },
  async ({ ctx, query: { campaign } }) => {
    const codes: PromoCode[] = [];
    for (let after: number | null = 0; after !== null; ) {
      const found: { rows: PromoCode[]; next: number | null } =
        await ctx.store.promo.codesOfCampaign(campaign, after, PAGE);
      codes.push(...found.rows);
      after = found.next;
    }
    if (codes.length === 0) return problem('NOT_FOUND');
    const name = encodeURIComponent(`promo-${campaign}.csv`);
    return new Response(promoCsv(codes, ctx.timeZone), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="promo.csv"; filename*=UTF-8''${name}`,
        'cache-control': 'no-store',
      },
    });
  },
);
