/** The form of a dish: its fields as texts, checked, and as the API takes them. Pure. */
import { z } from 'zod';
import type { StaffDishView } from '../api/menu-answers';
import { isPictureAddress } from '../menu/drawn';
import type { MessageKey } from '../messages/ru';
import { numberOf } from './promo-form';

/** A failure's text is a key of the catalogue: the form says it in the reader's language. */
const key = (name: MessageKey) => name;

const MOST_RUBLES = 10_000_000;
const MOST_OPTIONS = 30;

const filled = z.string().refine((s) => s.trim() !== '', key('menuAdmin.bad.empty'));
const price = z.string().refine((s) => {
  const n = numberOf(s);
  return n >= 0 && n <= MOST_RUBLES && Math.abs(Math.round(n * 100) - n * 100) < 1e-6;
}, key('menuAdmin.bad.price'));
/** Empty: nothing is added to the price. */
const extra = z.union([z.literal(''), price]);
const option = z.object({ id: z.string(), name: filled, price: extra });

/** `one` has to be chosen (a size), at most `optional` one, or several from `min` to `max`. */
export const choices = ['one', 'optional', 'several'] as const;

const count = z.string().refine((s) => {
  const n = numberOf(s);
  return Number.isInteger(n) && n >= 0 && n <= MOST_OPTIONS;
}, key('menuAdmin.bad.count'));

const group = z
  .object({
    id: z.string(),
    name: filled,
    choice: z.enum(choices),
    min: z.string(),
    max: z.string(),
    options: z.array(option).min(1, key('menuAdmin.bad.options')),
  })
  .superRefine(({ choice, min, max, options }, ctx) => {
    if (choice !== 'several') return;
    const bad = (path: 'min' | 'max', message: MessageKey) =>
      ctx.addIssue({ code: 'custom', path: [path], message });
    if (!count.safeParse(min).success) bad('min', 'menuAdmin.bad.count');
    if (!count.safeParse(max).success || numberOf(max) < 1) bad('max', 'menuAdmin.bad.count');
    else if (numberOf(max) > options.length) bad('max', 'menuAdmin.bad.max');
    else if (numberOf(min) > numberOf(max)) bad('min', 'menuAdmin.bad.min');
  });

export const dishFormSchema = z.object({
  category: filled,
  name: filled,
  description: z.string().max(600),
  price,
  portion: z.string().max(40),
  image: z.string().refine(isPictureAddress, key('menuAdmin.bad.image')),
  groups: z.array(group),
  addOns: z.array(option),
  available: z.boolean(),
});

export type DishFormValues = z.infer<typeof dishFormSchema>;
export type OptionValues = z.infer<typeof option>;
export type GroupValues = z.infer<typeof group>;

export function emptyDish(category: string): DishFormValues {
  return {
    category,
    name: '',
    description: '',
    price: '',
    portion: '',
    image: '',
    groups: [],
    addOns: [],
    available: true,
  };
}

/** Ids that orders name options by: short, and never used twice in a dish. */
export function newOptionId(): string {
  return crypto.randomUUID().slice(0, 8);
}

export function emptyOption(): OptionValues {
  return { id: newOptionId(), name: '', price: '' };
}

export function emptyGroup(): GroupValues {
  const options = [emptyOption(), emptyOption()];
  return { id: newOptionId(), name: '', choice: 'one', min: '1', max: '1', options };
}

const text = (n: number) => String(n).replace('.', ',');
const optionOf = ({ id, name, price: rubles }: { id: string; name: string; price: number }) => ({
  id,
  name,
  price: rubles === 0 ? '' : text(rubles),
});

export function formOfDish(dish: StaffDishView): DishFormValues {
  const { category, name, description, portion, image, available } = dish;
  return {
    category,
    name,
    description,
    price: text(dish.price),
    portion,
    image,
    available,
    groups: dish.groups.map(({ id, name: title, min, max, options }) => ({
      id,
      name: title,
      choice: max === 1 ? (min === 1 ? 'one' : 'optional') : 'several',
      min: String(min),
      max: String(max),
      options: options.map(optionOf),
    })),
    addOns: dish.addOns.map(optionOf),
  };
}

const optionBody = ({ id, name, price: rubles }: OptionValues) => ({
  id,
  name: name.trim(),
  price: rubles === '' ? 0 : numberOf(rubles),
});

function groupBody({ id, name, choice, min, max, options }: GroupValues) {
  const several = choice === 'several';
  return {
    id,
    name: name.trim(),
    min: several ? numberOf(min) : choice === 'one' ? 1 : 0,
    max: several ? numberOf(max) : 1,
    options: options.map(optionBody),
  };
}

/** The dish as the API takes it. */
export function dishBody(values: DishFormValues) {
  const { category, image, available } = values;
  return {
    category,
    name: values.name.trim(),
    description: values.description.trim(),
    price: numberOf(values.price),
    portion: values.portion.trim(),
    image,
    groups: values.groups.map(groupBody),
    addOns: values.addOns.map(optionBody),
    available,
  };
}

/** Only what differs from `base`: another admin's edits of other fields stay. */
export function changedDish(base: DishFormValues, values: DishFormValues) {
  const [old, body] = [dishBody(base), dishBody(values)];
  const changed = Object.entries(body).filter(
    ([k, v]) => JSON.stringify(v) !== JSON.stringify(old[k as keyof typeof old]),
  );
  return Object.fromEntries(changed) as Partial<typeof body>;
}
