/** Sizes, required choices and add-ons of a dish, priced; the minimum of an order. */
import { describe, expect, test } from 'vitest';
import { demoMenu } from '@/lib/demo/menu';
import { minimumProblem, priceLines, pricingRefusal, staffMenu } from '@/lib/orders/pricing';
import type { MenuItem } from '@/lib/store/port-menu';

const priced = (id: string, name: string, priceKopecks: number) => ({ id, name, priceKopecks });

const tea: MenuItem = {
  id: 1,
  category: 'Напитки',
  name: 'Чай',
  description: '',
  priceKopecks: 20_000,
  portion: '500 мл',
  image: '/menu/chay.svg',
  groups: [
    {
      id: 'size',
      name: 'Объём',
      min: 1,
      max: 1,
      options: [priced('small', '500 мл', 0), priced('big', '800 мл', 10_000)],
    },
    {
      id: 'sweet',
      name: 'Сладкое',
      min: 0,
      max: 2,
      options: [
        priced('honey', 'Мёд', 5_000),
        priced('jam', 'Варенье', 4_000),
        priced('sugar', 'Сахар', 0),
      ],
    },
  ],
  addOns: [priced('lemon', 'Лимон', 1_000)],
  available: true,
  removed: false,
  position: 1,
  version: 0,
};

function order(addOnIds: string[] | undefined, menu = [tea]) {
  return priceLines([{ menuItemId: 1, quantity: 2, addOnIds }], menu);
}

describe('priceLines', () => {
  test.each([
    ['a size', ['small'], 20_000, ['small']],
    ['a dearer size', ['big'], 30_000, ['big']],
    ['with an add-on named first', ['lemon', 'big'], 31_000, ['big', 'lemon']],
    ['with all that a group allows', ['jam', 'small', 'honey'], 29_000, ['small', 'honey', 'jam']],
    ['the same twice', ['small', 'small'], 20_000, ['small']],
  ])('%s', (_name, ids, unitKopecks, chosen) => {
    const result = order(ids);
    if (Array.isArray(result)) throw new Error(JSON.stringify(result));
    expect(result.subtotalKopecks).toBe(2 * unitKopecks);
    expect(result.lines[0]).toMatchObject({ unitKopecks });
    expect(result.lines[0]?.addOns.map((a) => a.id)).toEqual(chosen);
  });

  test.each([
    ['no size', undefined, 'MENU_OPTIONS_INVALID', 'Чай: Объём'],
    ['only an add-on', ['lemon'], 'MENU_OPTIONS_INVALID', 'Чай: Объём'],
    ['two sizes', ['small', 'big'], 'MENU_OPTIONS_INVALID', 'Чай: Объём'],
    [
      'too many of a group',
      ['small', 'honey', 'jam', 'sugar'],
      'MENU_OPTIONS_INVALID',
      'Чай: Сладкое',
    ],
    ['two groups wrong', ['honey', 'jam', 'sugar'], 'MENU_OPTIONS_INVALID', 'Чай: Объём, Сладкое'],
    ['an unknown id', ['small', 'rum'], 'MENU_ITEM_UNAVAILABLE', 'Чай'],
  ])('%s is refused', (_name, ids, code, message) => {
    const problems = order(ids);
    if (!Array.isArray(problems)) throw new Error('priced');
    expect(pricingRefusal(problems)).toEqual({
      ok: false,
      code,
      fields: [{ path: 'items.0.addOnIds', message }],
    });
  });

  test('a dish that ran out outweighs a choice that is missing', () => {
    const menu = [tea, { ...tea, id: 2, name: 'Морс', available: false }];
    const requests = [
      { menuItemId: 1, quantity: 1 },
      { menuItemId: 2, quantity: 1 },
    ];
    const problems = priceLines(requests, menu);
    if (!Array.isArray(problems)) throw new Error('priced');
    expect(pricingRefusal(problems)).toMatchObject({
      code: 'MENU_ITEM_UNAVAILABLE',
      fields: [{ path: 'items.0.addOnIds' }, { path: 'items.1.menuItemId', message: 'Морс' }],
    });
  });

  test('staff may change an order from before there were sizes', () => {
    expect(order(undefined, staffMenu([{ ...tea, available: false }]))).toMatchObject({
      subtotalKopecks: 40_000,
    });
  });
});

test.each([
  [0, 0, null],
  [50_000, 50_000, null],
  [50_000, 49_999, 1],
  [50_000, 0, 50_000],
])('a minimum of %i and dishes of %i', (minimumOrderKopecks, subtotal, missingKopecks) => {
  const refusal = minimumProblem({ minimumOrderKopecks }, subtotal);
  expect(refusal).toEqual(
    missingKopecks && { ok: false, code: 'MIN_ORDER', params: { missingKopecks } },
  );
});

test('ids are unique within each dish of the demo menu, and every choice can be made', () => {
  for (const { name, groups = [], addOns } of demoMenu) {
    const ids = [...groups.flatMap((g) => g.options), ...addOns].map((o) => o.id);
    expect({ name, ids }).toEqual({ name, ids: [...new Set(ids)] });
    for (const g of groups) {
      expect(g.min).toBeLessThanOrEqual(g.max);
      expect(g.options.length).toBeGreaterThanOrEqual(g.max);
    }
  }
  expect(demoMenu.filter((d) => d.groups?.some((g) => g.min > 0)).length).toBeGreaterThanOrEqual(4);
});
