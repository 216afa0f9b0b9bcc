import { staffMenuAnswer } from '@/lib/api/menu-views';
import { readStaffMenu } from '@/lib/menu/manage';
import { route } from '@/lib/server/handler';

/** The whole menu, also what has run out and what is off it. */
export const GET = route({ access: 'operator' }, async ({ ctx }) =>
  Response.json(staffMenuAnswer(await readStaffMenu(ctx))),
);
