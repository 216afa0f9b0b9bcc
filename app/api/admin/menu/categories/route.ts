import { categoriesBody } from '@/lib/api/menu-requests';
import { categoriesConflict, staffMenuAnswer } from '@/lib/api/menu-views';
import { arrangeCategories } from '@/lib/menu/categories';
import { readStaffMenu } from '@/lib/menu/manage';
import { problem, route } from '@/lib/server/handler';

/** Orders, renames, adds and takes out categories, all in one. */
export const PUT = route(
  { access: 'manager', body: categoriesBody },
  async ({ ctx, body, userId }) => {
    const { version, categories } = body;
    const arranged = await arrangeCategories(ctx, userId, version, categories);
    if (arranged.ok) return Response.json(staffMenuAnswer(await readStaffMenu(ctx)));
    if (!('edits' in arranged)) return arranged;
    return problem('EDIT_CONFLICT', { conflict: await categoriesConflict(ctx, arranged) });
  },
);
