/** The menu as the staff's part of the API shows it (SPEC 5). Money in rubles. */
import type { Context } from '../context';
import type { EditedMeanwhile } from '../edits/chain';
import type { CategoryPlace } from '../menu/arrange';
import type { DishFields } from '../menu/dish';
import type { StaffMenu } from '../menu/manage';
import { toRubles } from '../money';
import type { MenuItem } from '../store/port-menu';
import type { EditConflict } from './answers';
import { conflictView } from './edit-conflict';
import type { StaffDishView, StaffMenuAnswer } from './menu-answers';
import { addOnView, groupView } from './views';

/** `category`: the name that holds now, where it is not the one that was written. */
export function staffDishView(dish: MenuItem, category = dish.category): StaffDishView {
  const { position: _position, ...fields } = fieldsView(dish);
  return { id: dish.id, ...fields, category, version: dish.version };
}

export function staffMenuAnswer({ sections, categoriesVersion }: StaffMenu): StaffMenuAnswer {
  return {
    categories: sections.map(({ name, dishes }) => ({
      name,
      dishes: dishes.map((dish) => staffDishView(dish, name)),
    })),
    categoriesVersion,
  };
}

function fieldsView(fields: DishFields) {
  const { category, name, description, portion, image, available, removed, position } = fields;
  return {
    category,
    name,
    description,
    price: toRubles(fields.priceKopecks),
    portion,
    image,
    groups: fields.groups.map(groupView),
    addOns: fields.addOns.map(addOnView),
    available,
    removed,
    position,
  };
}

export function dishConflict(ctx: Context, meanwhile: EditedMeanwhile): Promise<EditConflict> {
  return conflictView(ctx, meanwhile, (fields) => fieldsView(fields as DishFields));
}

export function categoriesConflict(
  ctx: Context,
  meanwhile: EditedMeanwhile,
): Promise<EditConflict> {
  return conflictView(ctx, meanwhile, (places) => ({
    categories: (places as CategoryPlace[]).map((p) => p.name),
  }));
}
