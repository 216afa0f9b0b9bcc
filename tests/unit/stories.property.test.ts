/**
 * Random stories over all programmes: what must hold after any sequence of
 * events. The number of stories grows with STORIES (default 2 000 in all).
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { presetNames } from '@/lib/loyalty/presets';
import { checkStory, storyArbitrary } from './stories';

const STORIES = Number(process.env.STORIES ?? 2000);

describe.each(presetNames)('any story under %s', (program) => {
  test('keeps every promise of the ledger', async () => {
    const figures = { stories: 0, events: 0, rows: 0 };
    const startedAt = performance.now();
    await fc.assert(
      fc.asyncProperty(storyArbitrary(program), async (story) => {
        const broken = await checkStory(story, figures);
        expect(broken).toEqual([]);
      }),
      { numRuns: Math.ceil(STORIES / presetNames.length) },
    );
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    const { stories, events, rows } = figures;
    console.log(`${program}: ${stories} stories, ${events} events, ${rows} rows, ${seconds} s`);
  }, 300_000);
});
