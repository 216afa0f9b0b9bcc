/**
 * Forced interleavings and crashes: an operation is run again and again, each time
 * with another one squeezed in at, or a crash at, its next call of the store.
 */
import { expect } from 'vitest';
import type { Context } from '@/lib/context';
import type { ChargeResult, PaymentProvider } from '@/lib/payments/provider';
import { createSandboxProvider } from '@/lib/payments/sandbox';
import { type StoreCall, withHooks } from '@/lib/store/hooks';
import type { Store } from '@/lib/store/port';
import { createWorld, type World } from '../unit/support';

/** A server process: its own view of the store, its own turns and its own tasks for later. */
export interface Process {
  ctx: Context;
  /** Runs an operation and then what it left for after its answer. */
  run<T>(operation: (ctx: Context) => Promise<T>): Promise<T>;
}

export function processOn(world: World, store: Store, payments?: PaymentProvider): Process {
  const tasks: (() => Promise<void>)[] = [];
  const ctx: Context = {
    ...world.sibling(store),
    ...(payments && { payments }),
    sleep: async () => {},
    later: (task) => void tasks.push(task),
  };
  return {
    ctx,
    async run(operation) {
      const result = await operation(ctx);
      for (let task = tasks.shift(); task; task = tasks.shift()) await task();
      return result;
    },
  };
}

const nameOf = (call: StoreCall) => `${call.area}.${call.method}`;

export interface Scene<S> {
  program: Parameters<typeof createWorld>[0];
  setUp(world: World, process: Process): Promise<S>;
  first(ctx: Context, scene: S): Promise<unknown>;
  second(ctx: Context, scene: S): Promise<unknown>;
  /** What must hold; `first` and `second` are what the operations answered. */
  check(world: World, scene: S, answers: { first: unknown; second: unknown }): Promise<void>;
}

/**
 * Runs `first` with the whole of `second` before its 1st, 2nd, 3rd ... call of the
 * store, up to the last one, and checks each outcome: once with that call alone held
 * back while those beside it go on, once with the whole process at a stand. Returns
 * how many there were.
 */
export async function everyInterleaving<S>(scene: Scene<S>): Promise<number> {
  return (await interleave(scene, 'call')) + (await interleave(scene, 'process'));
}

async function interleave<S>(scene: Scene<S>, hold: 'call' | 'process'): Promise<number> {
  for (let k = 0; ; k++) {
    const world = createWorld(scene.program);
    const other = processOn(world, world.store);
    const set = await scene.setUp(world, other);
    let calls = 0;
    let at: string | null = null;
    let second: Promise<unknown> = Promise.resolve();
    const held = withHooks(world.store, {
      async before(call) {
        const n = calls++;
        if (n === k) {
          at = nameOf(call);
          second = other.run((ctx) => scene.second(ctx, set));
        }
        if (n === k || (n > k && hold === 'process')) await second;
      },
    });
    const first = await processOn(world, held).run((ctx) => scene.first(ctx, set));
    if (at === null) {
      expect(k).toBeGreaterThan(1);
      return k;
    }
    try {
      await scene.check(world, set, { first, second: await second });
    } catch (error) {
      throw new Error(`the second before call ${k} (${at}) of the first, ${hold} held: ${error}`, {
        cause: error,
      });
    }
  }
}

/** The process died here: nothing after it ran, not even what was left for later. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

export interface CrashScene<S> {
  program: Parameters<typeof createWorld>[0];
  setUp(world: World, process: Process): Promise<S>;
  /** What crashes. */
  run(ctx: Context, scene: S): Promise<unknown>;
  /** What is done afterwards, and what must hold then. */
  recover(world: World, survivor: Process, scene: S): Promise<void>;
  payments?: () => PaymentProvider;
}

/** Runs `run` with a crash before, and again with one after, each of its calls of the store. */
export async function everyCrash<S>(scene: CrashScene<S>): Promise<number> {
  let crashes = 0;
  for (const moment of ['before', 'after'] as const) {
    for (let k = 0; ; k++) {
      const world = createWorld(scene.program);
      const payments = scene.payments?.();
      const survivor = processOn(world, world.store, payments);
      const set = await scene.setUp(world, survivor);
      let calls = 0;
      let dead: string | null = null;
      const crash = (call: StoreCall) => {
        if (dead === null && calls++ !== k) return;
        // A dead process does nothing more: whatever runs beside the crash dies too.
        dead ??= nameOf(call);
        throw new Crash(`${moment} ${nameOf(call)}`);
      };
      const dying = withHooks(world.store, { [moment]: crash });
      const done = await processOn(world, dying, payments)
        .run((ctx) => scene.run(ctx, set))
        .then(
          () => true,
          (error: unknown) => {
            if (error instanceof Crash) return false;
            throw error;
          },
        );
      if (done && dead === null) break;
      // Whatever the dying process had under way has ended by now.
      await new Promise((resolve) => setTimeout(resolve, 0));
      crashes++;
      try {
        await scene.recover(world, survivor, set);
      } catch (error) {
        throw new Error(`after a crash ${moment} call ${k} (${dead}): ${error}`, { cause: error });
      }
    }
  }
  return crashes;
}

/** A payment company with a memory, as real ones have. */
export interface RealisticProvider extends PaymentProvider {
  /** Kopecks taken, less those given back. */
  kept(): number;
  charges: Map<string, ChargeResult>;
}

export function createRealisticProvider(): RealisticProvider {
  const sandbox = createSandboxProvider();
  const charges = new Map<string, ChargeResult>();
  const refunds = new Map<string, number>();
  let kept = 0;
  return {
    ...sandbox,
    charges,
    kept: () => kept,
    async charge(request) {
      const known = charges.get(request.idempotenceKey);
      if (known) return known;
      const result = await sandbox.charge(request);
      if (result.status === 'succeeded') kept += request.amountKopecks;
      charges.set(request.idempotenceKey, result);
      return result;
    },
    find: async ({ idempotenceKey }) => charges.get(idempotenceKey) ?? null,
    async refund(request) {
      const before = refunds.get(request.idempotenceKey);
      const amountKopecks = before ?? request.amountKopecks;
      if (before === undefined) kept -= amountKopecks;
      refunds.set(request.idempotenceKey, amountKopecks);
      return { providerId: request.idempotenceKey, status: 'succeeded', amountKopecks };
    },
  };
}
