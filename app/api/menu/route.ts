import { menuView } from '@/lib/api/views';
import { route } from '@/lib/server/handler';
import { readSettings } from '@/lib/settings';

/** The menu with what a page needs to preview sums and points. */
export const GET = route({ access: 'public' }, async ({ ctx }) => {
  const [menu, settings] = await Promise.all([ctx.store.menu.all(), readSettings(ctx.store)]);
  const place = { now: ctx.now(), timeZone: ctx.timeZone };
  return Response.json(menuView(menu, settings, ctx.program, place));
});
