import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Outcome, replay } from '@/lib/loyalty/replay';

const folder = new URL('../vectors/', import.meta.url);
const files = readdirSync(folder).filter((f) => f.endsWith('.json'));

type Expected = Partial<Omit<Outcome, 'entries'>> & { entries?: Record<string, unknown>[] };

describe('stories with exact expected ledgers', () => {
  test('there are stories', () => expect(files.length).toBeGreaterThanOrEqual(19));

  test.each(files)('%s', async (file) => {
    const story = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    const { entries, sums, ...numbers } = story.expect as Expected;
    const outcome = await replay(story);
    expect(outcome).toMatchObject(numbers);
    if (entries) {
      const withPoints = outcome.entries.filter((e) => e.points !== 0);
      expect(withPoints).toHaveLength(entries.length);
      withPoints.forEach((entry, i) => {
        expect(entry).toMatchObject(entries[i] ?? {});
      });
    }
    for (const [type, sum] of Object.entries(sums ?? {})) {
      expect({ [type]: outcome.sums[type as keyof Outcome['sums']] ?? 0 }).toEqual({ [type]: sum });
    }
  });
});
