/** What a dish may be (SPEC 1, 7). Pure. */
import type { MenuAddOn, MenuGroup, MenuItem } from '../store/port-menu';

/** What an admin sets about a dish. */
export type DishFields = Omit<MenuItem, 'id' | 'version'>;

export function dishFields({ id: _id, version: _version, ...fields }: MenuItem): DishFields {
  return fields;
}

export interface DishProblem {
  path: string;
  message: string;
}

/** What does not fit together: paths of the fields and Russian texts. */
export function dishProblems(dish: Pick<DishFields, 'groups' | 'addOns'>): DishProblem[] {
  return [...dish.groups.flatMap(groupProblems), ...idProblems(dish)];
}

function groupProblems({ min, max, options }: MenuGroup, i: number): DishProblem[] {
  const found: DishProblem[] = [];
  if (max > options.length) {
    found.push({ path: `groups.${i}.max`, message: 'Больше, чем есть вариантов' });
  }
  if (min > max) {
    found.push({ path: `groups.${i}.min`, message: 'Наименьшее число больше наибольшего' });
  }
  return found;
}

/** An order names options and add-ons by id alone: within a dish none may be there twice. */
function idProblems({ groups, addOns }: Pick<DishFields, 'groups' | 'addOns'>): DishProblem[] {
  const paths: { path: string; id: MenuAddOn['id'] }[] = [
    ...groups.flatMap((g, i) =>
      g.options.map(({ id }, j) => ({ path: `groups.${i}.options.${j}.id`, id })),
    ),
    ...addOns.map(({ id }, i) => ({ path: `addOns.${i}.id`, id })),
  ];
  const ids = paths.map((p) => p.id);
  const twice = paths.filter(({ id }, i) => ids.indexOf(id) < i);
  const groupIds = groups.map((g) => g.id);
  return [
    ...twice.map(({ path }) => ({ path, message: 'Такой id в блюде уже есть' })),
    ...groups.flatMap(({ id }, i) =>
      groupIds.indexOf(id) < i
        ? [{ path: `groups.${i}.id`, message: 'Такой id в блюде уже есть' }]
        : [],
    ),
  ];
}

/**
 * The positions that put a dish one place up or down among the dishes of its
 * category; empty when it is at the end already. Equal positions are told apart.
 */
export function moved(
  dishes: readonly Pick<MenuItem, 'id' | 'position'>[],
  id: number,
  direction: 'up' | 'down',
): { id: number; position: number }[] {
  const at = dishes.findIndex((d) => d.id === id);
  const to = direction === 'up' ? at - 1 : at + 1;
  const [dish, other] = [dishes[at], dishes[to]];
  if (!dish || !other) return [];
  const order = dishes.with(at, other).with(to, dish);
  let last = Number.NEGATIVE_INFINITY;
  return order.flatMap(({ id: own, position: old }, i) => {
    last = Math.max(dishes[i]?.position ?? 0, last + 1);
    return last === old ? [] : [{ id: own, position: last }];
  });
}
