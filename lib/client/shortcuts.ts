/** Keyboard shortcuts of the staff's pages: who offers which, and which a key press means. */
import { readLocal, writeLocal } from './local';

export interface Shortcut {
  /** One key, or two in a row: `n`, `g o`. Letters are those of a Latin keyboard, whatever its layout. */
  keys: string;
  /** What it does, for the overlay. */
  name: string;
  run(): void;
}

let offered: readonly Shortcut[] = [];
const listeners = new Set<() => void>();
const STORE = 'kopilka.shortcuts';
/** Two keys in a row, at most this far apart. */
const PAIR_MS = 1500;

function set(next: readonly Shortcut[]): void {
  offered = next;
  for (const listener of listeners) listener();
}

/** Offers shortcuts until the returned function is called. */
export function offerShortcuts(shortcuts: readonly Shortcut[]): () => void {
  set([...offered, ...shortcuts]);
  return () => set(offered.filter((one) => !shortcuts.includes(one)));
}

export const shortcuts = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: () => offered,
};

/** Whoever dictates to a computer presses keys by speaking: they can be switched off. */
export function shortcutsAreOn(): boolean {
  return readLocal(STORE) !== 'off';
}

export function switchShortcuts(on: boolean): void {
  writeLocal(STORE, on ? null : 'off');
}

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** The key by its place for letters, by what it writes for signs; null: not one of ours. */
export function keyOf(press: Press): string | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  if (press.key === '?' || press.key === '/') return press.key;
  if (press.code === 'Slash') return press.shiftKey ? '?' : '/';
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1];
  return letter && !press.shiftKey ? letter.toLowerCase() : null;
}

/** Remembers the first key of a pair. Returns what a press means; the newest offer wins. */
export function createMatcher(now: () => number) {
  let before: { key: string; at: number } | null = null;
  return (key: string): Shortcut | null => {
    const pair = before && now() - before.at <= PAIR_MS ? `${before.key} ${key}` : null;
    const found =
      (pair !== null && offered.findLast((one) => one.keys === pair)) ||
      offered.findLast((one) => one.keys === key) ||
      null;
    before = found ? null : { key, at: now() };
    return found;
  };
}
