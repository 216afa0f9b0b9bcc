/** The staff's part of the API about the menu. */
import type { z } from 'zod';
import type { PictureAnswer, StaffDishView, StaffMenuAnswer } from '../api/menu-answers';
import type { categoriesBody, createDishBody, editDishBody } from '../api/menu-requests';
import { request } from './http';

const root = '/api/admin/menu';
const dish = (id: number) => `${root}/dishes/${id}`;

export const menuPaths = { root };

type Dish = { dish: StaffDishView };

export const menuAdminApi = {
  menu: (path: string) => request<StaffMenuAnswer>(path),
  create: async (body: z.input<typeof createDishBody>) =>
    (await request<Dish>(`${root}/dishes`, { method: 'POST', body })).dish,
  edit: async (id: number, body: z.input<typeof editDishBody>) =>
    (await request<Dish>(dish(id), { method: 'PATCH', body })).dish,
  setAvailable: async (id: number, available: boolean) =>
    (await request<Dish>(`${dish(id)}/availability`, { method: 'PUT', body: { available } })).dish,
  move: (id: number, direction: 'up' | 'down') =>
    request<unknown>(`${dish(id)}/move`, { method: 'POST', body: { direction } }),
  arrange: (body: z.input<typeof categoriesBody>) =>
    request<StaffMenuAnswer>(`${root}/categories`, { method: 'PUT', body }),
  upload: async (file: Blob) =>
    (await request<PictureAnswer>(`${root}/pictures`, { method: 'POST', file })).image,
};

/** Which dishes the page shows. */
export const dishFilters = ['', 'out', 'removed'] as const;
export type DishFilter = (typeof dishFilters)[number];

/** The categories with the dishes that are looked for; without a search empty ones too. */
export function findInMenu(
  { categories }: StaffMenuAnswer,
  search: string,
  filter: DishFilter,
): StaffMenuAnswer['categories'] {
  const wanted = search.trim().toLowerCase();
  const shown = (d: StaffDishView) =>
    d.name.toLowerCase().includes(wanted) &&
    (filter === 'removed' ? d.removed : !d.removed && (filter === '' || !d.available));
  return categories
    .map(({ name, dishes }) => ({ name, dishes: dishes.filter(shown) }))
    .filter(({ dishes }) => dishes.length > 0 || (wanted === '' && filter === ''));
}
