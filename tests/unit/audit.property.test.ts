/** The audit on random stories: silent on every honest one, never silent on a changed row. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRowFinding } from '@/lib/loyalty/audit/finding';
import { runAudit } from '@/lib/loyalty/audit/run';
import { presetNames } from '@/lib/loyalty/presets';
import { createPlayer, storySchema } from '@/lib/loyalty/replay';
import { refreshUserCopies } from '@/lib/loyalty/user-copies';
import type { ExaminedRow } from '@/lib/store/port-ledger';
import { type RandomStory, storyArbitrary } from './stories';

const STORIES = Number(process.env.AUDIT_STORIES ?? 400);

async function played(story: RandomStory) {
  const parsed = storySchema.parse(story);
  const player = await createPlayer(parsed);
  for (const [i, event] of parsed.events.entries()) await player.play(event, i);
  return player;
}

describe.each(presetNames)('any honest story under %s', (program) => {
  test('has a clean audit', async () => {
    await fc.assert(
      fc.asyncProperty(storyArbitrary(program), async (story) => {
        const { ctx, userId } = await played(story);
        // Signing in writes the copies after its answer; a story's `register` only joins.
        await refreshUserCopies(ctx, userId);
        const { findings } = await runAudit(ctx);
        expect(findings).toEqual([]);
      }),
      { numRuns: Math.ceil(STORIES / presetNames.length) },
    );
  }, 300_000);
});

const tampering = fc.record({
  row: fc.nat(),
  how: fc.constantFrom('points', 'orderId', 'at', 'balanceAfter', 'expiresAt', 'delete'),
  by: fc.integer({ min: 1, max: 500 }),
});

/** The rows as an audit reads them, one of them changed or gone. */
function tampered(rows: ExaminedRow[], place: number, how: string, by: number): ExaminedRow[] {
  return rows.flatMap((row) => {
    if (row.place !== place || !row.entry) return [row];
    if (how === 'delete') return [];
    const old = row.entry[how as 'points' | 'orderId'] ?? 0;
    return [{ ...row, entry: { ...row.entry, [how]: old + by } }];
  });
}

test('any one row changed or taken away is named', async () => {
  let told = 0;
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...presetNames).chain(storyArbitrary),
      tampering,
      async (story, { row, how, by }) => {
        const { ctx, userId } = await played(story);
        await refreshUserCopies(ctx, userId);
        const head = await ctx.store.ledger.head(userId);
        if (!head) return;
        const place = 1 + (row % head.seq);
        const { ledger } = ctx.store;
        const examine: typeof ledger.examine = async (...args) =>
          tampered(await ledger.examine(...args), place, how, by);
        const store = { ...ctx.store, ledger: { ...ledger, examine } };
        const { findings } = await runAudit({ ...ctx, store });
        const found = findings.find((f) => f.seq === place && isRowFinding(f));
        expect(found, JSON.stringify(findings.slice(0, 3))).toBeDefined();
        if (how === 'delete') return;
        changed++;
        if (found?.field === how) told++;
      },
    ),
    { numRuns: STORIES },
  );
  console.log(`the changed field was told for ${told} of ${changed} changed rows`);
  expect(told / changed).toBeGreaterThan(0.95);
}, 300_000);
