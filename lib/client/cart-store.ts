'use client';
/** The one cart of this browser: survives a reload and is shared by its tabs. */
import { useSyncExternalStore } from 'react';
import { type Cart, emptyCart, readCart } from './cart';
import { CART_STORE as STORE } from './cart-store-name';
import { readLocalJson, writeLocal } from './local';

/** Shown by the server and until the browser's own cart is read. */
const blank = emptyCart('server');

let current: Cart | null = null;
const listeners = new Set<() => void>();

function load(): Cart {
  current ??= readCart(readLocalJson(STORE)) ?? emptyCart();
  return current;
}

function emit() {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Another tab changed the cart: this one follows.
  const onStorage = (event: StorageEvent) => {
    if (event.key !== STORE) return;
    current = null;
    emit();
  };
  window.addEventListener('storage', onStorage);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', onStorage);
  };
}

/** The cart as it is now. */
export function getCart(): Cart {
  return load();
}

/** Replaces the cart by what `change` makes of it, and stores it. */
export function updateCart(change: (cart: Cart) => Cart): void {
  const before = load();
  const after = change(before);
  if (after === before) return;
  current = after;
  writeLocal(STORE, JSON.stringify(after));
  emit();
}

/** For tests: forgets what is in memory, as a reload does. */
export function reloadCart(): void {
  current = null;
  emit();
}

/** The cart, live. Empty on the server and in the first paint. */
export function useCart(): Cart {
  return useSyncExternalStore(subscribe, load, () => blank);
}

const never = () => () => undefined;

/** False on the server and in the first paint, when the stored cart is not known yet. */
export function useCartReady(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
