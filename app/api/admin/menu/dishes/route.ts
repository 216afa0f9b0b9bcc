import { createDishBody, dishPatch } from '@/lib/api/menu-requests';
import { staffDishView } from '@/lib/api/menu-views';
import type { DishFields } from '@/lib/menu/dish';
import { createDish } from '@/lib/menu/manage';
import { route } from '@/lib/server/handler';

/** Puts a dish on the menu, last in its category. */
export const POST = route(
  { access: 'manager', body: createDishBody },
  async ({ ctx, body, userId }) => {
    // Every field has a value: the schema fills what was left out.
    const made = await createDish(ctx, userId, dishPatch(body) as Omit<DishFields, 'position'>);
    return made.ok ? Response.json({ dish: staffDishView(made.dish) }, { status: 201 }) : made;
  },
);
