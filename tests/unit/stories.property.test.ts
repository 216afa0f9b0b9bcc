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
    await fc.assert(
      fc.asyncProperty(storyArbitrary(program), async (story) => {
        const broken = await checkStory(story);
        expect(broken).toEqual([]);
      }),
      { numRuns: Math.ceil(STORIES / presetNames.length) },
    );
  }, 300_000);
});
