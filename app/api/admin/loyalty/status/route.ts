import { route } from '@/lib/server/handler';
import { readSettings } from '@/lib/settings';

/** Is the module on, and under which programme. */
export const GET = route({ access: 'operator' }, async ({ ctx }) => {
  const { loyaltyEnabled } = await readSettings(ctx.store);
  return Response.json({ enabled: loyaltyEnabled, programme: ctx.program });
});
