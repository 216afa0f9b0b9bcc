import { checkHinted, hookBody } from '@/lib/grid/hook';
import { route } from '@/lib/server/handler';

/** NocoDB tells of edited rows; which they are is all that is taken from it (docs/grid.md). */
export const POST = route({ access: 'hook', body: hookBody }, async ({ ctx, body }) => {
  ctx.later(() => checkHinted(ctx, body));
  return new Response(null, { status: 202 });
});
