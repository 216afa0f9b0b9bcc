import { clockBody } from '@/lib/api/requests';
import { iso } from '@/lib/api/views';
import { route } from '@/lib/server/handler';

/** Moves the clock of a demo or test site; 404 where CLOCK_SECRET is not set. */
export const POST = route({ access: 'clock', body: clockBody }, async ({ ctx, site, body }) => {
  if (body.now !== undefined) site.clock.move({ now: Date.parse(body.now) });
  if (body.advanceMs !== undefined) site.clock.move({ advanceMs: body.advanceMs });
  return Response.json({ now: iso(ctx.now()) });
});
