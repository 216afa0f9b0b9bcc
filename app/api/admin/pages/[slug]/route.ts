import type { PageEditAnswer } from '@/lib/api/staff-answers';
import { pageBody, pageParams } from '@/lib/api/staff-requests';
import { pageConflict } from '@/lib/api/staff-views';
import { editPageText, readPageText } from '@/lib/restaurant/pages';
import { problem, route } from '@/lib/server/handler';

/** A text of the site with the number of its last edit; empty when nobody wrote it yet. */
export const GET = route({ access: 'owner', params: pageParams }, async ({ ctx, params }) => {
  const { value, version } = await readPageText(ctx, params.slug);
  const answer: PageEditAnswer = { page: { slug: params.slug, ...value, version } };
  return Response.json(answer);
});

/** Writes it; customers see it with their next look. */
export const PUT = route(
  { access: 'owner', params: pageParams, body: pageBody },
  async ({ ctx, params, body, userId }) => {
    const { version, ...text } = body;
    const edited = await editPageText(ctx, params.slug, userId, version, text);
    if (edited.ok) {
      const page = { slug: params.slug, ...edited.value, version: edited.version };
      return Response.json({ page } satisfies PageEditAnswer);
    }
    return problem('EDIT_CONFLICT', { conflict: await pageConflict(ctx, edited) });
  },
);
