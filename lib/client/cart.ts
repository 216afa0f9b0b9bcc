/**
 * The cart as a value. Every change that alters what would be ordered takes a
 * new idempotency key, so that one key never names two different orders.
 */
import type { PaymentMethod } from '../orders/lifecycle';
import type { PlaceOrderInput } from './api';

export const CART_VERSION = 1;

export interface CartLine {
  menuItemId: number;
  quantity: number;
  /** Sorted, so that the same choice is the same line. */
  addOnIds: string[];
}

/** A POST whose answer never came: sent again word for word, under the same key. */
export interface Attempt {
  key: string;
  body: PlaceOrderInput;
}

export interface Cart {
  version: typeof CART_VERSION;
  lines: CartLine[];
  receive: 'delivery' | 'pickup';
  address: string;
  comment: string;
  /** ISO moment; null = as soon as possible. */
  scheduledFor: string | null;
  /** Sets of cutlery. */
  cutlery: number;
  /** Cash: the banknote to give change for, rubles; null = no change needed. */
  changeFrom: number | null;
  /** To the offer and to the processing of personal data. */
  consent: boolean;
  promoCode: string | null;
  usePoints: boolean;
  points: number;
  method: PaymentMethod;
  /** Idempotency-Key of the order this cart would become. */
  key: string;
  attempt: Attempt | null;
}

export const MAX_QUANTITY = 99;

export function newKey(): string {
  return crypto.randomUUID();
}

export function emptyCart(key = newKey()): Cart {
  return {
    version: CART_VERSION,
    lines: [],
    receive: 'delivery',
    address: '',
    comment: '',
    scheduledFor: null,
    cutlery: 0,
    changeFrom: null,
    consent: false,
    promoCode: null,
    usePoints: false,
    points: 0,
    method: 'card',
    key,
    attempt: null,
  };
}

/** Names a line: the dish with its add-ons. */
export function lineId(line: Pick<CartLine, 'menuItemId' | 'addOnIds'>): string {
  return [line.menuItemId, ...line.addOnIds].join('+');
}

export function countDishes(cart: Cart): number {
  return cart.lines.reduce((sum, line) => sum + line.quantity, 0);
}

type Change = Partial<Omit<Cart, 'version' | 'key' | 'attempt'>>;

/** Applies a change; nothing changed means the same cart and the same key. */
export function changeCart(cart: Cart, change: Change): Cart {
  const changed = (Object.keys(change) as (keyof Change)[]).some((k) => cart[k] !== change[k]);
  return changed ? { ...cart, ...change, key: newKey() } : cart;
}

/** Adds dishes; the same dish with the same add-ons joins its line. */
export function addLine(cart: Cart, added: CartLine): Cart {
  const line = { ...added, addOnIds: [...added.addOnIds].sort() };
  const id = lineId(line);
  const known = cart.lines.find((l) => lineId(l) === id);
  if (!known) return changeCart(cart, { lines: [...cart.lines, line] });
  return setQuantity(cart, id, known.quantity + line.quantity);
}

/** 0 takes the line out. */
export function setQuantity(cart: Cart, id: string, quantity: number): Cart {
  const wanted = Math.min(MAX_QUANTITY, Math.max(0, Math.floor(quantity)));
  const known = cart.lines.find((l) => lineId(l) === id);
  if (!known || known.quantity === wanted) return cart;
  const lines = cart.lines
    .map((line) => (line === known ? { ...line, quantity: wanted } : line))
    .filter((line) => line.quantity > 0);
  return changeCart(cart, { lines });
}

/** After an order: an empty cart that remembers how, where to deliver, and the consent. */
export function clearedCart(cart: Cart): Cart {
  const { receive, address, method, consent } = cart;
  return { ...emptyCart(), receive, address, method, consent };
}

/** An earlier order's lines join what is in the cart already. */
export function repeatedCart(cart: Cart, lines: readonly CartLine[]): Cart {
  return lines.reduce(addLine, cart);
}

/** Remembers a POST before it is sent. */
export function withAttempt(cart: Cart, body: PlaceOrderInput): Cart {
  return { ...cart, attempt: { key: cart.key, body } };
}

/** A definite answer came: the key is spent, whatever it was. */
export function withoutAttempt(cart: Cart): Cart {
  return { ...cart, key: newKey(), attempt: null };
}

/** The unanswered POST of exactly this cart, to be repeated as it was. */
export function openAttempt(cart: Cart): Attempt | null {
  return cart.attempt?.key === cart.key ? cart.attempt : null;
}

/** The cart changed after a POST whose outcome is unknown: an order may exist. */
export function hasUnresolvedAttempt(cart: Cart): boolean {
  return cart.attempt !== null && cart.attempt.key !== cart.key;
}

/** Reads a stored cart; another version or a broken one starts anew. */
export function readCart(value: unknown): Cart | null {
  if (typeof value !== 'object' || value === null) return null;
  const cart = value as Partial<Cart>;
  if (cart.version !== CART_VERSION || typeof cart.key !== 'string') return null;
  if (!Array.isArray(cart.lines) || !cart.lines.every(isLine)) return null;
  return { ...emptyCart(cart.key), ...cart, version: CART_VERSION };
}

function isLine(value: unknown): value is CartLine {
  if (typeof value !== 'object' || value === null) return false;
  const line = value as Partial<CartLine>;
  return (
    Number.isInteger(line.menuItemId) &&
    Number.isInteger(line.quantity) &&
    Array.isArray(line.addOnIds) &&
    line.addOnIds.every((id) => typeof id === 'string')
  );
}
