import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { CartScreen } from '@/components/shop/cart-screen';
import DishWindow from '@/components/shop/dish-window';
import { findDishes } from '@/components/shop/menu-search';
import type { MenuAnswer, MenuItemView } from '@/lib/api/answers';
import { lowestPrice } from '@/lib/client/preview';
import { fullCart, menu, profile } from './fixtures';
import { getCart, playApi, putCart, server, show } from './harness';

playApi();

function withRestaurant(more: Partial<MenuAnswer['restaurant']>) {
  server.use(
    http.get('*/api/menu', () =>
      HttpResponse.json({ ...menu, restaurant: { ...menu.restaurant, ...more } }),
    ),
  );
}

const checkout = () => screen.getByRole('button', { name: /Оформить за/ });

describe('what stops an order is told in the cart', () => {
  test('closed: when it opens, and a time can be chosen instead', async () => {
    withRestaurant({ open: false, opensAt: new Date(Date.now() + 36e5).toISOString() });
    putCart(fullCart());
    show(<CartScreen />);
    expect(await screen.findByText(/Сейчас мы закрыты, откроемся/)).toBeVisible();
    await waitFor(() => expect(checkout()).toBeDisabled());
    expect(screen.getByText('Мы закрыты: выберите время')).toBeVisible();

    await userEvent.click(screen.getByRole('radio', { name: /^Ко времени/ }));
    expect(getCart().scheduledFor).not.toBeNull();
    await waitFor(() => expect(checkout()).toBeEnabled());
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'День' }), [
      screen.getByRole('option', { name: /^Завтра/ }),
    ]);
    expect(Date.parse(getCart().scheduledFor ?? '')).toBeGreaterThan(Date.now());
  });

  test('less than the smallest order', async () => {
    withRestaurant({ minimumOrder: 1000 });
    putCart(fullCart());
    show(<CartScreen />);
    expect(await screen.findByText(/минимальный заказ 1 000 ₽/)).toBeVisible();
    expect(checkout()).toBeDisabled();
  });

  test('a dish that ran out', async () => {
    putCart(fullCart({ lines: [{ menuItemId: 2, quantity: 1, addOnIds: [] }] }));
    show(<CartScreen />);
    expect(await screen.findByText('Закончилось, уберите из корзины')).toBeVisible();
    expect(checkout()).toBeDisabled();
  });

  test('no consent: asked for at the checkout, once given remembered', async () => {
    putCart(fullCart({ consent: false }));
    show(<CartScreen />);
    const box = await screen.findByRole('checkbox', { name: /Согласен с офертой/ });
    expect(box).not.toBeChecked();
    await screen.findByText('У вас 500 бонусов');
    await userEvent.click(checkout());
    expect(await screen.findByText('Без согласия мы не можем принять заказ')).toBeVisible();
    expect(box).toHaveFocus();
    await userEvent.click(box);
    expect(getCart().consent).toBe(true);
    await userEvent.click(checkout());
    expect(await screen.findByRole('dialog')).toBeVisible();
  });

  test('who consented before is not asked again', async () => {
    server.use(
      http.get('*/api/auth/me', () =>
        HttpResponse.json({
          userProfile: { ...profile, consentAt: '2026-01-01T00:00:00Z' },
          loyaltyEnabled: true,
        }),
      ),
    );
    putCart(fullCart({ consent: false }));
    show(<CartScreen />);
    await screen.findByText('У вас 500 бонусов');
    expect(screen.queryByRole('checkbox', { name: /Согласен/ })).toBeNull();
  });
});

test('a saved address is one tap away', async () => {
  server.use(
    http.get('*/api/profile', () =>
      HttpResponse.json({ profile, addresses: [{ id: '1', title: 'Дом', text: 'Лесная, 5' }] }),
    ),
  );
  putCart(fullCart({ receive: 'delivery' }));
  show(<CartScreen />);
  await userEvent.click(await screen.findByRole('button', { name: 'Дом' }));
  expect(getCart().address).toBe('Лесная, 5');
});

test('cash asks what to bring change for, and refuses less than the order costs', async () => {
  putCart(fullCart({ method: 'cash' }));
  show(<CartScreen />);
  await screen.findByText('У вас 500 бонусов');
  await userEvent.click(checkout());
  const field = await screen.findByRole('textbox', { name: /С какой суммы/ });
  await userEvent.type(field, '500');
  expect(await screen.findByText('Меньше суммы заказа')).toBeVisible();
  await userEvent.clear(field);
  await userEvent.type(field, '1000');
  expect(getCart().changeFrom).toBe(1000);
  expect(screen.queryByText('Меньше суммы заказа')).toBeNull();
});

const pizza: MenuItemView = {
  id: 3,
  name: 'Пирог с капустой',
  description: 'Тонкое тесто, ещё тёплый',
  price: 300,
  portion: '500 г',
  image: '/menu/pirozhki.svg',
  groups: [
    {
      id: 'size',
      name: 'Размер',
      min: 1,
      max: 1,
      options: [
        { id: 's', name: 'Маленький', price: 50 },
        { id: 'l', name: 'Большой', price: 200 },
      ],
    },
    {
      id: 'sauce',
      name: 'Соусы',
      min: 0,
      max: 1,
      options: [
        { id: 'cream', name: 'Сметана', price: 40 },
        { id: 'tomato', name: 'Томатный', price: 40 },
      ],
    },
  ],
  addOns: [{ id: 'egg', name: 'Яйцо', price: 30 }],
  available: true,
};

describe('a dish with choices', () => {
  test('has to be chosen from before it goes into the cart', async () => {
    show(<DishWindow item={pizza} onClose={() => undefined} />);
    const dialog = await screen.findByRole('dialog');
    const add = within(dialog).getByRole('button', { name: /^В корзину за/ });
    await userEvent.click(add);
    expect(await within(dialog).findByText('Выберите: Размер')).toBeVisible();
    expect(getCart().lines).toEqual([]);

    await userEvent.click(within(dialog).getByRole('radio', { name: /Большой/ }));
    expect(add).toHaveTextContent('500 ₽');
    await userEvent.click(within(dialog).getByRole('checkbox', { name: /Сметана/ }));
    // One sauce at most: the other cannot be taken too.
    expect(within(dialog).getByRole('checkbox', { name: /Томатный/ })).toBeDisabled();
    await userEvent.click(add);
    expect(getCart().lines).toEqual([{ menuItemId: 3, quantity: 1, addOnIds: ['cream', 'l'] }]);
  });

  test('shows the least it can cost', () => {
    expect(lowestPrice(pizza)).toEqual({ rubles: 350, exact: false });
    expect(lowestPrice({ ...pizza, groups: [] })).toEqual({ rubles: 300, exact: true });
  });
});

test('search finds by words of name, description and section, ё as е', () => {
  const full = { ...menu, categories: [...menu.categories, { name: 'Пироги', items: [pizza] }] };
  const names = (text: string) => findDishes(full, text).map((item) => item.name);
  expect(names('борщ')).toEqual(['Борщ']);
  expect(names('теплый капуста'.replace('капуста', 'капуст'))).toEqual(['Пирог с капустой']);
  expect(names('супы')).toEqual(['Борщ', 'Уха']);
  // Other endings, when nothing is found as typed.
  expect(names('борща')).toEqual(['Борщ']);
  expect(names('пирогами')).toEqual(['Пирог с капустой']);
  expect(names('суши')).toEqual([]);
});
