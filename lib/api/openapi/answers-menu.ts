/** Answers about the menu for staff as schemas; see answers-common.ts. */
import { z } from 'zod';
import { id, menuAddOnSchema, menuGroupSchema, names, rubles } from './answers-common';

export const staffDish = z
  .strictObject({
    id,
    category: z.string(),
    name: z.string(),
    description: z.string(),
    price: rubles,
    portion: z.string(),
    image: z.string(),
    groups: z.array(menuGroupSchema),
    addOns: z.array(menuAddOnSchema),
    available: z.boolean(),
    removed: z.boolean(),
    version: z.int(),
  })
  .register(names, { id: 'StaffDish' });

export const staffMenuAnswer = z.strictObject({
  categories: z.array(z.strictObject({ name: z.string(), dishes: z.array(staffDish) })),
  categoriesVersion: z.int(),
});

export const pictureAnswer = z.strictObject({ image: z.string() });
