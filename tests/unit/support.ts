/** Shared by unit tests: a context on the in-memory store with a clock that the test moves. */
import type { Context } from '@/lib/context';
import { type PresetName, presets } from '@/lib/loyalty/presets';
import type { LoyaltyProgram } from '@/lib/loyalty/program';
import { createSandboxProvider } from '@/lib/payments/sandbox';
import { createMemoryStore } from '@/lib/store/memory';
import type { Store } from '@/lib/store/port';
import type { MenuItem } from '@/lib/store/port-menu';
import type { User } from '@/lib/store/port-users';

export interface World {
  ctx: Context;
  store: Store;
  /** Runs what was left for after the answers. */
  drain(): Promise<void>;
  setNow(at: number): void;
  /** Another process over the same store: own turns, same clock. */
  sibling(store: Store): Context;
}

export const START = Date.parse('2026-03-02T12:00:00+03:00');

export function createWorld(program: PresetName | LoyaltyProgram = 'at-payment'): World {
  const store = createMemoryStore();
  const tasks: (() => Promise<void>)[] = [];
  let now = START;
  const contextOn = (on: Store): Context => ({
    store: on,
    program: typeof program === 'string' ? presets[program] : program,
    timeZone: 'Europe/Moscow',
    payments: createSandboxProvider(),
    now: () => now,
    ticks: () => performance.now(),
    random: Math.random,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    later: (task) => void tasks.push(task),
    log: { info: () => {}, warn: () => {}, error: () => {} },
  });
  return {
    ctx: contextOn(store),
    store,
    sibling: contextOn,
    setNow: (at) => {
      now = at;
    },
    drain: async () => {
      for (let task = tasks.shift(); task; task = tasks.shift()) await task();
    },
  };
}

let phones = 0;

export async function addUser(store: Store, birthDate: string | null = null): Promise<User> {
  const phone = `+7999${String(++phones).padStart(7, '0')}`;
  const inserted = await store.users.insert({ phone, name: null, birthDate, joinedAt: START });
  if (!inserted.won) throw new Error('phone taken');
  return inserted.row;
}

/** A dish of this price. */
export function addDish(store: Store, priceKopecks: number): Promise<MenuItem> {
  return store.menu.insert({
    category: 'Супы',
    name: `Блюдо за ${priceKopecks}`,
    description: '',
    priceKopecks,
    portion: '300 г',
    image: '/menu/x.svg',
    addOns: [{ id: 'sauce', name: 'Соус', priceKopecks: 5000 }],
    available: true,
    position: 1,
  });
}
