/** A balance reads one row, however long the history is. */
import { afterAll, beforeAll, test } from 'vitest';
import { availablePoints } from '@/lib/loyalty/account';
import { type Head, headOf, sealEntries } from '@/lib/loyalty/chain';
import { plainDraft } from '@/lib/loyalty/entry';
import { presets } from '@/lib/loyalty/presets';
import type { Store } from '@/lib/store/port';
import { createBase, type TestBase } from '../support/base';
import { allRows } from '../support/ledger';
import { addUser } from '../unit/support';
import { ratio, report, spread, timeEach, timeInTurn } from './measure';

const HISTORIES = [10, 1_000, 20_000];
const RUNS = 200;
const WARM_UP = 20;
const NAIVE_RUNS = 5;

let base: TestBase;
beforeAll(async () => {
  base = await createBase('at-payment');
});
afterAll(() => base?.remove());

/** Earned and spent by turns, as years of orders would leave it. */
async function fill(store: Store, userId: number, count: number): Promise<void> {
  let head: Head = headOf(await store.ledger.head(userId));
  while (head.seq < count) {
    const drafts = Array.from({ length: Math.min(10, count - head.seq) }, (_, i) =>
      plainDraft('adjustment', i % 2 ? -5 : 7, `bench:${userId}:${head.seq + i}`),
    );
    const sealed = sealEntries(userId, head, drafts, presets['at-payment'], Date.now());
    const appended = await store.ledger.append(sealed.entries);
    if (!appended.won) throw new Error('the chain moved');
    head = sealed.head;
  }
}

test('a balance beside reading all rows and adding them up', async () => {
  // No welcome bonus: lots that never expire are merged only while none ever could.
  const customers = await Promise.all(HISTORIES.map(() => addUser(base.store)));
  await Promise.all(customers.map(({ id }, i) => fill(base.store, id, HISTORIES[i] ?? 0)));
  const ids = customers.map(({ id }) => id);
  const balance = async (id: number) => {
    const head = headOf(await base.store.ledger.head(id));
    return availablePoints(head.account, Date.now());
  };
  const naive = async (id: number) =>
    (await allRows(base.store, id)).reduce((sum, row) => sum + row.points, 0);

  const times = await timeInTurn(
    RUNS,
    WARM_UP,
    ids.map((id) => () => balance(id)),
  );
  const rows: Record<string, string | number>[] = [];
  for (const [i, id] of ids.entries()) {
    if ((await balance(id)) !== (await naive(id))) throw new Error('the balances differ');
    const [head = [], short = []] = [times[i], times[0]];
    const all = await timeEach(NAIVE_RUNS, 1, () => naive(id));
    rows.push(
      { rows: HISTORIES[i] ?? 0, how: 'the last row', ...spread(head), ...ratio(head, short) },
      { rows: HISTORIES[i] ?? 0, how: 'all rows, summed', ...spread(all), ...ratio(all, short) },
    );
  }
  report(
    'A balance',
    'Reading it from the last row of the chain, by turns for three customers; beside it the naive way. Ratios are against the shortest history. No cache takes part.',
    rows,
  );
});
