import { beforeEach, describe, expect, test } from 'vitest';
import {
  addLine,
  changeCart,
  clearedCart,
  emptyCart,
  hasUnresolvedAttempt,
  openAttempt,
  readCart,
  setQuantity,
  withAttempt,
  withoutAttempt,
} from '@/lib/client/cart';
import { getCart, reloadCart, updateCart } from '@/lib/client/cart-store';

const borsch = { menuItemId: 1, quantity: 1, addOnIds: ['b', 'a'] };
const body = { items: [{ menuItemId: 1, quantity: 1 }] };

describe('the key', () => {
  test.each([
    ['points', { points: 10 }],
    ['switch', { usePoints: true }],
    ['promo code', { promoCode: 'OBED' }],
    ['address', { address: 'Лесная, 5' }],
    ['way to receive', { receive: 'pickup' as const }],
    ['comment', { comment: 'без лука' }],
    ['payment method', { method: 'cash' as const }],
  ])('changes with the %s', (_, change) => {
    const cart = emptyCart('old');
    expect(changeCart(cart, change).key).not.toBe('old');
  });

  test('changes with lines and quantities', () => {
    const one = addLine(emptyCart('old'), borsch);
    expect(one.key).not.toBe('old');
    const two = setQuantity(one, '1+a+b', 2);
    expect(two.key).not.toBe(one.key);
  });

  test('stays when nothing changes', () => {
    const cart = addLine(emptyCart(), borsch);
    expect(setQuantity(cart, '1+a+b', 1)).toBe(cart);
    expect(changeCart(cart, { points: 0, promoCode: null })).toBe(cart);
  });
});

describe('lines', () => {
  test('the same dish with the same add-ons joins its line, in any order of add-ons', () => {
    const cart = addLine(addLine(emptyCart(), borsch), { ...borsch, addOnIds: ['a', 'b'] });
    expect(cart.lines).toEqual([{ menuItemId: 1, quantity: 2, addOnIds: ['a', 'b'] }]);
  });

  test('other add-ons make another line; 0 takes a line out; 99 is the most', () => {
    let cart = addLine(addLine(emptyCart(), borsch), { ...borsch, addOnIds: [] });
    expect(cart.lines).toHaveLength(2);
    cart = setQuantity(setQuantity(cart, '1+a+b', 0), '1', 500);
    expect(cart.lines).toEqual([{ menuItemId: 1, quantity: 99, addOnIds: [] }]);
  });
});

describe('an unanswered try', () => {
  test('is open for exactly its cart, and unresolved once the cart changes', () => {
    const sent = withAttempt(addLine(emptyCart(), borsch), body);
    expect(openAttempt(sent)).toEqual({ key: sent.key, body });
    const changed = setQuantity(sent, '1+a+b', 3);
    expect(openAttempt(changed)).toBeNull();
    expect(hasUnresolvedAttempt(changed)).toBe(true);
  });

  test('a definite answer uses the key up', () => {
    const sent = withAttempt(emptyCart('old'), body);
    const answered = withoutAttempt(sent);
    expect(answered.key).not.toBe('old');
    expect(answered.attempt).toBeNull();
  });

  test('after an order the cart is empty, with the address kept', () => {
    const cart = changeCart(addLine(emptyCart(), borsch), { address: 'Лесная, 5' });
    expect(clearedCart(cart)).toMatchObject({ lines: [], address: 'Лесная, 5', points: 0 });
  });
});

describe('the stored cart', () => {
  beforeEach(() => {
    window.localStorage.clear();
    reloadCart();
  });

  test('survives a reload with its key and its open try', () => {
    updateCart((cart) => withAttempt(addLine(cart, borsch), body));
    const before = getCart();
    reloadCart();
    expect(getCart()).not.toBe(before);
    expect(getCart()).toEqual(before);
  });

  test.each([
    ['nothing', null],
    ['another version', { ...emptyCart(), version: 0 }],
    ['broken lines', { ...emptyCart(), lines: [{ menuItemId: '1' }] }],
    ['no key', { ...emptyCart(), key: undefined }],
    ['a text', 'cart'],
  ])('%s starts anew', (_, value) => {
    expect(readCart(value)).toBeNull();
  });

  test('broken JSON starts anew', () => {
    window.localStorage.setItem('kopilka.cart', '{"version":1,');
    reloadCart();
    expect(getCart().lines).toEqual([]);
  });
});
