import { describe, expect, it } from 'vitest';
import { type StoreCall, withHooks } from '../../lib/store/hooks';
import { createMemoryStore } from '../../lib/store/memory';
import { draft, seal } from './samples';

describe('hooks around a store', () => {
  it('can crash a caller before a write and after it landed', async () => {
    const store = createMemoryStore();
    const crash = () => {
      throw new Error('crash');
    };
    const before = withHooks(store, { before: crash });
    await expect(before.ledger.append(seal(1, [draft(1)]))).rejects.toThrow('crash');
    expect(await store.ledger.head(1)).toBeNull();
    const after = withHooks(store, { after: crash });
    await expect(after.ledger.append(seal(1, [draft(1)]))).rejects.toThrow('crash');
    expect((await store.ledger.head(1))?.seq).toBe(1);
  });

  it('can hold a call until another one is done', async () => {
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const seen: StoreCall[] = [];
    const store = createMemoryStore();
    const held = withHooks(store, {
      async before(call) {
        seen.push(call);
        if (call.area === 'ledger' && call.method === 'append') await gate;
      },
    });
    const late = held.ledger.append(seal(1, [draft(1)]));
    expect((await store.ledger.append(seal(1, [draft(2)]))).won).toBe(true);
    go();
    expect(await late).toEqual({ won: false });
    expect(seen.map((c) => `${c.area}.${c.method}`)).toEqual(['ledger.append']);
  });
});
