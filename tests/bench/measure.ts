/** Timing and reporting for the benchmarks; scripts/bench.mjs makes docs/benchmarks.md of it. */
import { appendFileSync } from 'node:fs';
import path from 'node:path';

/** Runs one thing `n` times after `warmUp` uncounted runs; milliseconds of each. */
export async function timeEach(
  n: number,
  warmUp: number,
  run: (i: number) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < warmUp + n; i++) {
    const startedAt = performance.now();
    await run(i);
    if (i >= warmUp) times.push(performance.now() - startedAt);
  }
  return times;
}

/**
 * Several things in turn, A B C A B C ...: a machine that drifts slows all of them alike, so
 * that their ratios hold.
 */
export async function timeInTurn(
  n: number,
  warmUp: number,
  runs: readonly ((i: number) => Promise<unknown>)[],
): Promise<number[][]> {
  const times: number[][] = runs.map(() => []);
  for (let i = 0; i < warmUp + n; i++) {
    for (const [k, run] of runs.entries()) {
      const startedAt = performance.now();
      await run(i);
      if (i >= warmUp) times[k]?.push(performance.now() - startedAt);
    }
  }
  return times;
}

/** `clients` loops side by side for `ms`; how often the thing was done, a second. */
export async function perSecond(
  clients: number,
  ms: number,
  run: (client: number, i: number) => Promise<unknown>,
): Promise<number> {
  const startedAt = performance.now();
  let done = 0;
  const loop = async (client: number) => {
    for (let i = 0; performance.now() - startedAt < ms; i++) {
      await run(client, i);
      done++;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => loop(client)));
  return (done / (performance.now() - startedAt)) * 1000;
}

/** The value below which the share `p` of the others lies. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}

const rounded = (value: number) => Number(value.toPrecision(3));

/** p50 and p95 in milliseconds, as columns. */
export function spread(times: readonly number[]) {
  return {
    'p50, ms': rounded(percentile(times, 0.5)),
    'p95, ms': rounded(percentile(times, 0.95)),
  };
}

/** How many times as long, at the median and at p95. */
export function ratio(times: readonly number[], base: readonly number[]) {
  const at = (p: number) => rounded(percentile(times, p) / percentile(base, p));
  return { 'ratio p50': at(0.5), 'ratio p95': at(0.95) };
}

export const perSecondShown = (value: number) => rounded(value);

/** Prints a table, and leaves it for the report. `note` says what is compared with what. */
export function report(title: string, note: string, rows: Record<string, string | number>[]): void {
  console.log(`\n${title}\n${note}`);
  console.table(rows);
  const folder = process.env.BENCH_DIR;
  if (!folder) return;
  const section = JSON.stringify({ title, note, rows });
  appendFileSync(path.join(folder, 'sections.jsonl'), `${section}\n`);
}
