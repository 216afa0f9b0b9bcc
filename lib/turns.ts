/** Work of one process that is done once for several who ask for it at the same time. */
import type { Context } from './context';
import type { Store } from './store/port';

/**
 * Repeatable work on one row: whoever asks while a run is under way waits for the
 * next one, and all who wait share it, for it begins after every one of them asked.
 */
export function shared(
  work: (ctx: Context, id: number) => Promise<void>,
): (ctx: Context, id: number) => Promise<void> {
  interface Turn {
    running: Promise<void>;
    next: Promise<void> | null;
  }
  const turns = new WeakMap<Store, Map<number, Turn>>();

  return function ask(ctx, id): Promise<void> {
    const ofStore = turns.get(ctx.store) ?? new Map<number, Turn>();
    turns.set(ctx.store, ofStore);
    const turn = ofStore.get(id);
    if (turn) {
      turn.next ??= turn.running.then(begin, begin);
      return turn.next;
    }
    return begin();

    function begin(): Promise<void> {
      const running = work(ctx, id).finally(() => {
        if (ofStore.get(id)?.running === running) ofStore.delete(id);
      });
      ofStore.set(id, { running, next: null });
      return running;
    }
  };
}
