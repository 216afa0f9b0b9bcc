import { route } from '@/lib/server/handler';
import { readSettings } from '@/lib/settings';

/** Is the module on, and under which programme. */
export const GET = route({ access: 'admin' }, async ({ ctx }) => {
  const { loyaltyEnabled } = await readSettings(ctx.store);
  return Response.json({ enabled: loyaltyEnabled, programme: ctx.program });
});
