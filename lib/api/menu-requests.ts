/** What the staff's part of the API accepts about the menu (SPEC 5). Money in rubles. */
import { z } from 'zod';
import type { CategoryWish } from '../menu/arrange';
import type { DishFields } from '../menu/dish';
import { isPictureAddress } from '../menu/drawn';
import { toKopecks } from '../money';
import { rublesSchema } from './requests';

const plain = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^(?:\P{Cc}|\n)*$/u, 'control characters')
    .refine((s) => s.isWellFormed(), 'broken Unicode')
    .transform((s) => s.trim());
const named = (max: number) => plain(max).pipe(z.string().min(1, 'Не может быть пустым'));

const optionId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'Строчные латинские буквы, цифры и дефис');

const option = z.strictObject({ id: optionId, name: named(80), price: rublesSchema });

const group = z.strictObject({
  id: optionId,
  name: named(60),
  /** From 1: a choice has to be made. */
  min: z.int().min(0).max(30),
  max: z.int().min(1).max(30),
  options: z.array(option).min(1, 'Нужен хотя бы один вариант').max(30),
});

const fields = {
  category: named(60),
  name: named(80),
  description: plain(600),
  price: rublesSchema,
  portion: plain(40),
  image: z.string().max(200).refine(isPictureAddress, 'Выберите картинку'),
  groups: z.array(group).max(10),
  addOns: z.array(option).max(30),
  available: z.boolean(),
  /** Off the menu. */
  removed: z.boolean(),
};

export const createDishBody = z.strictObject({
  ...fields,
  description: fields.description.default(''),
  portion: fields.portion.default(''),
  groups: fields.groups.default([]),
  addOns: fields.addOns.default([]),
  available: fields.available.default(true),
  removed: fields.removed.default(false),
});

/** `version`: the edit number that the admin saw; everything else as it should become. */
export const editDishBody = z
  .strictObject(fields)
  .partial()
  .extend({ version: z.int().min(0) })
  .refine((b) => Object.keys(b).length > 1, 'nothing to change');

export const availabilityBody = z.strictObject({ available: z.boolean() });

export const moveDishBody = z.strictObject({ direction: z.enum(['up', 'down']) });

/** The whole order. `from` names a category that is there; without it a new one is made. */
export const categoriesBody = z.strictObject({
  version: z.int().min(0),
  categories: z
    .array(z.strictObject({ name: named(60), from: z.string().max(200).optional() }))
    .max(60),
}) satisfies z.ZodType<{ categories: CategoryWish[] }>;

/** Keys of uploaded pictures: anything else is not found. */
export const pictureParams = z.strictObject({ key: z.string().regex(/^[0-9a-f]{32}$/) });

type Given = Partial<Omit<z.output<typeof createDishBody>, never>>;

const inKopecks = ({ id, name, price }: z.output<typeof option>) => ({
  id,
  name,
  priceKopecks: toKopecks(price),
});

/** The given fields as the operations have them: kopecks. */
export function dishPatch(given: Given): Partial<Omit<DishFields, 'position'>> {
  const { price, groups, addOns, ...same } = given;
  const patch = {
    ...same,
    priceKopecks: price === undefined ? undefined : toKopecks(price),
    groups: groups?.map((g) => ({ ...g, options: g.options.map(inKopecks) })),
    addOns: addOns?.map(inKopecks),
  };
  return Object.fromEntries(Object.entries(patch).filter(([, v]) => v !== undefined));
}
