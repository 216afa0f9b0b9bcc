import { z } from 'zod';
import { dishPatch, editDishBody } from '@/lib/api/menu-requests';
import { dishConflict, staffDishView } from '@/lib/api/menu-views';
import { idParam } from '@/lib/api/requests';
import { editDish } from '@/lib/menu/manage';
import { problem, route } from '@/lib/server/handler';

/** The second of two admins at once gets 409 EDIT_CONFLICT with what the first changed. */
export const PATCH = route(
  { access: 'manager', params: z.object({ id: idParam }), body: editDishBody },
  async ({ ctx, params, body, userId }) => {
    const { version, ...given } = body;
    const edited = await editDish(ctx, userId, params.id, version, dishPatch(given));
    if (edited.ok) return Response.json({ dish: staffDishView(edited.dish) });
    if (!('edits' in edited)) return edited;
    return problem('EDIT_CONFLICT', { conflict: await dishConflict(ctx, edited) });
  },
);
