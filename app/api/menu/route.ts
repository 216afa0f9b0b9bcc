import { menuView } from '@/lib/api/views';
import { route } from '@/lib/server/handler';

/** The menu with what a page needs to preview sums and points. */
export const GET = route({ access: 'public' }, async ({ ctx, site }) => {
  const [menu, settings] = await Promise.all([ctx.store.menu.all(), site.reads.settings()]);
  const place = { now: ctx.now(), timeZone: ctx.timeZone };
  return Response.json(menuView(menu, settings, ctx.program, place));
});
