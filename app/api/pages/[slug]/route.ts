import { z } from 'zod';
import { pageSlug } from '@/lib/api/requests';
import { pageView } from '@/lib/api/views';
import { problem, route } from '@/lib/server/handler';

const params = z.object({ slug: pageSlug });

/** A text that the owner writes in NocoDB's grid: the offer, the privacy policy. */
export const GET = route({ access: 'public', params }, async ({ ctx, params }) => {
  const page = await ctx.store.pages.bySlug(params.slug);
  if (!page) return problem('NOT_FOUND');
  return Response.json(pageView(page));
});
