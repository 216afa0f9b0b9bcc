/** Work that is done once for several who ask at the same time. */
import { describe, expect, it } from 'vitest';
import { shared } from '@/lib/turns';
import { createWorld } from './support';

/** Work that goes on only when it is let go. */
function heldWork() {
  const begun: { id: number; end: (error?: Error) => void }[] = [];
  const ask = shared(
    (_ctx, id) =>
      new Promise<void>((resolve, reject) => {
        begun.push({ id, end: (error) => (error ? reject(error) : resolve()) });
      }),
  );
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return { begun, ask, settle };
}

describe('shared work', () => {
  it('is done once more for all who asked while it was under way', async () => {
    const { ctx } = createWorld();
    const { begun, ask, settle } = heldWork();
    const ends: string[] = [];
    const asked = ['first', 'second', 'third'].map((name) =>
      ask(ctx, 1).then(() => ends.push(name)),
    );
    expect(begun).toHaveLength(1);
    begun[0]?.end();
    await settle();
    expect(ends).toEqual(['first']);
    expect(begun).toHaveLength(2);
    // Who asks now cannot share: the run under way may have looked already.
    asked.push(ask(ctx, 1).then(() => ends.push('fourth')));
    begun[1]?.end();
    await settle();
    expect(ends).toEqual(['first', 'second', 'third']);
    begun[2]?.end();
    await Promise.all(asked);
    expect(begun).toHaveLength(3);
  });

  it('goes on after a failure, which only its own askers hear of', async () => {
    const { ctx } = createWorld();
    const { begun, ask, settle } = heldWork();
    const first = ask(ctx, 1).catch((error: Error) => error.message);
    const second = ask(ctx, 1);
    begun[0]?.end(new Error('broken'));
    expect(await first).toBe('broken');
    await settle();
    begun[1]?.end();
    await expect(second).resolves.toBeUndefined();
  });

  it('of other rows and other stores goes on beside it', () => {
    const { begun, ask } = heldWork();
    const { ctx } = createWorld();
    void ask(ctx, 1);
    void ask(ctx, 2);
    void ask(createWorld().ctx, 1);
    expect(begun.map(({ id }) => id)).toEqual([1, 2, 1]);
  });
});
