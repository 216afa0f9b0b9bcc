import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createDishBody, editDishBody } from '@/lib/api/menu-requests';
import { menuView } from '@/lib/api/views';
import {
  changedDish,
  dishBody,
  dishFormSchema,
  emptyDish,
  emptyGroup,
  formOfDish,
} from '@/lib/client/dish-form';
import { findInMenu } from '@/lib/client/menu-admin';
import { presets } from '@/lib/loyalty/presets';
import { arrange, categoryOf, judgeCategories } from '@/lib/menu/arrange';
import { dishProblems, moved } from '@/lib/menu/dish';
import { drawnPath, drawnPictures, isPictureAddress, uploadedKey } from '@/lib/menu/drawn';
import { readPicture } from '@/lib/menu/image';
import { priceLines, staffMenu } from '@/lib/orders/pricing';
import { settingsSchema } from '@/lib/settings';
import type { MenuItem } from '@/lib/store/port-menu';
import { jpeg, png, webp } from '../support/pictures';

function dish(id: number, category: string, change: Partial<MenuItem> = {}): MenuItem {
  return {
    id,
    category,
    name: `Блюдо ${id}`,
    description: '',
    priceKopecks: 10_000,
    portion: '',
    image: '/menu/borsch.svg',
    groups: [],
    addOns: [],
    available: true,
    removed: false,
    position: id,
    version: 0,
    ...change,
  };
}

const names = (sections: readonly { name: string; dishes: MenuItem[] }[]) =>
  sections.map((s) => `${s.name}: ${s.dishes.map((d) => d.id).join(' ')}`);

describe('categories', () => {
  const menu = [dish(1, 'Супы'), dish(2, 'Чай'), dish(3, 'Супы'), dish(4, 'Из таблицы')];

  test('stand as listed, empty ones too; what only dishes name follows', () => {
    expect(names(arrange(menu, []))).toEqual(['Супы: 1 3', 'Чай: 2', 'Из таблицы: 4']);
    const places = [
      { name: 'Чай', was: [] },
      { name: 'Пусто', was: [] },
      { name: 'Первые блюда', was: ['Супы'] },
    ];
    expect(names(arrange(menu, places))).toEqual([
      'Чай: 2',
      'Пусто: ',
      'Первые блюда: 1 3',
      'Из таблицы: 4',
    ]);
    expect(categoryOf('Супы', places)).toBe('Первые блюда');
    expect(categoryOf('Суп', places)).toBe('Суп');
  });

  test('keep their dishes through any number of new names', () => {
    const judge = (
      wishes: { name: string; from?: string }[],
      places = [{ name: 'Б', was: ['А'] }],
    ) => judgeCategories(wishes, arrange([dish(1, 'А')], places), places);
    expect(judge([{ name: 'В', from: 'Б' }])).toEqual({
      ok: true,
      places: [{ name: 'В', was: ['А', 'Б'] }],
    });
    // Back to the first name: it is the name now, not an old one.
    expect(judge([{ name: 'А', from: 'Б' }])).toEqual({
      ok: true,
      places: [{ name: 'А', was: ['Б'] }],
    });
    // A name that dishes are written under goes to another category only when it is free.
    const two = [
      { name: 'X', was: [] },
      { name: 'Y', was: [] },
    ];
    const next = [
      { name: 'Y', from: 'X' },
      { name: 'Z', from: 'Y' },
    ];
    expect(judgeCategories(next, arrange([], two), two)).toMatchObject({
      ok: false,
      path: 'categories.0.name',
    });
  });

  test('with dishes on the menu cannot be left out; names are not given twice', () => {
    const sections = arrange([dish(1, 'Супы'), dish(2, 'Чай', { removed: true })], []);
    const judge = (...wishes: { name: string; from?: string }[]) =>
      judgeCategories(wishes, sections, []);
    expect(judge({ name: 'Чай', from: 'Чай' })).toMatchObject({ lost: { name: 'Супы' } });
    expect(judge({ name: 'Супы', from: 'Супы' })).toMatchObject({ ok: true });
    const soups = { name: 'Супы', from: 'Супы' };
    expect(judge(soups, { name: 'супы' })).toMatchObject({ ok: false, path: 'categories.1.name' });
    expect(judge(soups, { name: 'Щи', from: 'Супы' })).toMatchObject({ path: 'categories.1.from' });
    expect(judge(soups, { name: 'Щи', from: 'Нет' })).toMatchObject({ path: 'categories.1.from' });
  });

  test('reach customers in that order, without what is empty or off the menu', () => {
    const settings = settingsSchema.parse({
      menuCategories: {
        version: 2,
        places: [
          { name: 'Пусто', was: [] },
          { name: 'Напитки', was: ['Чай'] },
        ],
      },
    });
    const off = [...menu, dish(5, 'Снято', { removed: true })];
    const place = { now: 0, timeZone: 'Europe/Moscow' };
    const { categories } = menuView(off, settings, presets.standard, place);
    expect(categories.map((c) => [c.name, c.items.map((i) => i.id)])).toEqual([
      ['Напитки', [2]],
      ['Супы', [1, 3]],
      ['Из таблицы', [4]],
    ]);
  });
});

describe('a dish', () => {
  const option = (id: string) => ({ id, name: id, priceKopecks: 0 });
  const group = (id: string, min: number, max: number, ...ids: string[]) => ({
    id,
    name: id,
    min,
    max,
    options: ids.map(option),
  });
  const paths = (found: { path: string }[]) => found.map((p) => p.path);

  test('asks for no more than it has, and names every option once', () => {
    const size = group('size', 1, 1, 's', 'l');
    expect(dishProblems({ groups: [size], addOns: [option('lemon')] })).toEqual([]);
    const many = [group('a', 0, 3, 'x', 'y'), group('b', 2, 1, 'z', 'w')];
    expect(paths(dishProblems({ groups: many, addOns: [] }))).toEqual([
      'groups.0.max',
      'groups.1.min',
    ]);
    expect(paths(dishProblems({ groups: [size], addOns: [option('l')] }))).toEqual(['addOns.0.id']);
    const twice = [size, group('size', 0, 1, 'q')];
    expect(paths(dishProblems({ groups: twice, addOns: [] }))).toEqual(['groups.1.id']);
  });

  test('moves one place, also among dishes of one position', () => {
    const at = (...positions: number[]) =>
      positions.map((position, i) => ({ id: i + 1, position }));
    expect(moved(at(1, 5, 9), 2, 'up')).toEqual([
      { id: 2, position: 1 },
      { id: 1, position: 5 },
    ]);
    expect(moved(at(1, 5, 9), 1, 'up')).toEqual([]);
    expect(moved(at(1, 5, 9), 3, 'down')).toEqual([]);
    expect(moved(at(1, 5, 9), 7, 'down')).toEqual([]);
    // 1 and 3 hold equal places: afterwards none do.
    expect(moved(at(4, 4, 4), 3, 'up')).toEqual([
      { id: 3, position: 5 },
      { id: 2, position: 6 },
    ]);
  });

  test('off the menu cannot be ordered, but staff still find it', () => {
    const off = dish(1, 'Супы', { removed: true });
    const wish = [{ menuItemId: 1, quantity: 1 }];
    expect(priceLines(wish, [off])).toMatchObject([{ reason: 'unavailable' }]);
    expect(priceLines(wish, staffMenu([off]))).toMatchObject({ subtotalKopecks: 10_000 });
  });
});

describe('pictures', () => {
  test('are known by their bytes', () => {
    expect(readPicture(png(640, 480))).toEqual({ type: 'image/png', width: 640, height: 480 });
    expect(readPicture(jpeg(1024, 768))).toEqual({ type: 'image/jpeg', width: 1024, height: 768 });
    for (const kind of ['VP8 ', 'VP8L', 'VP8X'] as const) {
      const facts = { type: 'image/webp', width: 1000, height: 700 };
      expect([kind, readPicture(webp(kind, 1000, 700))]).toEqual([kind, facts]);
    }
  });

  test('of another kind or size are none', () => {
    const text = (s: string) => new TextEncoder().encode(s);
    for (const bytes of [
      text(''),
      text('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      text(`GIF89a${'x'.repeat(100)}`),
      text(`<html>${' '.repeat(100)}`),
      png(31, 100),
      png(100, 6001),
      png(640, 480).subarray(0, 20),
      jpeg(640, 480).subarray(0, 12),
      webp('VP8L', 40, 40).subarray(0, 25),
    ]) {
      expect(readPicture(bytes)).toBeNull();
    }
    // A JPEG whose segments are nonsense ends without an answer.
    expect(readPicture(new Uint8Array([0xff, 0xd8, ...Array(64).fill(0xff)]))).toBeNull();
    expect(readPicture(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...Array(64).fill(0)]))).toBeNull();
  });

  test('of the site are all offered, and nothing else is an address', () => {
    const folder = fileURLToPath(new URL('../../public/menu/', import.meta.url));
    const files = readdirSync(folder).filter((name) => name !== 'hero.svg');
    expect(drawnPictures.map((name) => `${name}.svg`).sort()).toEqual(files.sort());
    const key = '0123456789abcdef0123456789abcdef';
    expect(uploadedKey(`/api/menu/pictures/${key}`)).toBe(key);
    for (const good of [drawnPath('borsch'), `/api/menu/pictures/${key}`]) {
      expect(isPictureAddress(good)).toBe(true);
    }
    for (const bad of [
      '',
      '/menu/x.svg',
      'https://example.com/a.png',
      `//x/api/menu/pictures/${key}`,
    ]) {
      expect(isPictureAddress(bad)).toBe(false);
    }
  });
});

describe('the form of a dish', () => {
  const filled = {
    ...emptyDish('Супы'),
    name: ' Щи ',
    price: '350,5',
    image: '/menu/borsch.svg',
    groups: [
      {
        ...emptyGroup(),
        name: 'Размер',
        options: [
          { id: 's', name: 'Малая', price: '' },
          { id: 'l', name: 'Большая', price: '100' },
        ],
      },
    ],
    addOns: [{ id: 'cream', name: 'Сметана', price: '50' }],
  };

  test('what it takes, the API takes too', () => {
    expect(dishFormSchema.safeParse(filled).success).toBe(true);
    const body = dishBody(filled);
    expect(body).toMatchObject({
      name: 'Щи',
      price: 350.5,
      groups: [{ min: 1, max: 1, options: [{ price: 0 }, { price: 100 }] }],
    });
    expect(createDishBody.safeParse(body).success).toBe(true);
  });

  test('says what is wrong', () => {
    const wrong = (change: object) => {
      const parsed = dishFormSchema.safeParse({ ...filled, ...change });
      return parsed.error?.issues.map((i) => i.path.join('.'));
    };
    expect(wrong({ name: ' ' })).toEqual(['name']);
    for (const price of ['', 'x', '-1', '1,005', '99999999'])
      expect(wrong({ price })).toEqual(['price']);
    expect(wrong({ price: '0' })).toBeUndefined();
    expect(wrong({ image: '' })).toEqual(['image']);
    const [first] = filled.groups;
    const several = (min: string, max: string) => ({
      groups: [{ ...first, choice: 'several', min, max }],
    });
    expect(wrong(several('0', '2'))).toBeUndefined();
    expect(wrong(several('0', '3'))).toEqual(['groups.0.max']);
    expect(wrong(several('2', '1'))).toEqual(['groups.0.min']);
    expect(wrong(several('x', '0'))).toEqual(['groups.0.min', 'groups.0.max']);
  });

  test('goes there and back, and sends only what was changed', () => {
    const view = { ...dishBody(filled), id: 7, removed: false, version: 3 };
    const form = formOfDish(view);
    expect(dishBody(form)).toEqual(dishBody(filled));
    expect(changedDish(form, form)).toEqual({});
    expect(changedDish(form, { ...form, price: '400' })).toEqual({ price: 400 });
    expect(Object.keys(changedDish(form, { ...form, addOns: [] }))).toEqual(['addOns']);
    expect(editDishBody.safeParse({ version: 3, removed: true }).success).toBe(true);
    expect(editDishBody.safeParse({ version: 3 }).success).toBe(false);
    expect(editDishBody.safeParse({ version: 3, position: 1 }).success).toBe(false);
  });

  test('the list finds what has run out and what is off the menu', () => {
    const view = { ...dishBody(filled), id: 1, removed: false, version: 0 };
    const menu = {
      categoriesVersion: 0,
      categories: [
        { name: 'Пусто', dishes: [] },
        {
          name: 'Супы',
          dishes: [view, { ...view, id: 2, available: false }, { ...view, id: 3, removed: true }],
        },
      ],
    };
    const ids = (search: string, filter: '' | 'out' | 'removed') =>
      findInMenu(menu, search, filter).map((c) => `${c.name} ${c.dishes.map((d) => d.id)}`);
    expect(ids('', '')).toEqual(['Пусто ', 'Супы 1,2']);
    expect(ids('щ', '')).toEqual(['Супы 1,2']);
    expect(ids('', 'out')).toEqual(['Супы 2']);
    expect(ids('', 'removed')).toEqual(['Супы 3']);
    expect(ids('борщ', 'removed')).toEqual([]);
  });
});
