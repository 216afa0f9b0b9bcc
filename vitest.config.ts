import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = fileURLToPath(new URL('.', import.meta.url));
const alias = { '@/': root };
/** How many stacks the test runner started (scripts/test.mjs); by hand, one. */
const stacks = JSON.parse(process.env.TEST_STACKS ?? '[{}]').length;

/** Files that take minutes. */
const SLOW = ['stories', 'promo', 'parallel', 'changes', 'settings', 'backup'];

/** Slow files first, so that no worker is left alone with one at the end; else as vitest sorts. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const i = SLOW.indexOf(/([a-z-]+)\.test\.ts$/.exec(moduleId)?.[1] ?? '');
      return i < 0 ? SLOW.length : i;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

/** A project's name is the folder of tests it runs; `npm test` runs them in order. */
export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/unit/**/*.test.ts', 'lib/**/*.test.ts'],
          exclude: ['tests/unit/components/**'],
        },
      },
      {
        plugins: [react()],
        resolve: { alias },
        test: {
          name: 'component',
          environment: 'happy-dom',
          include: ['tests/unit/components/**/*.test.{ts,tsx}'],
        },
      },
      ...['contract', 'api', 'e2e', 'faults'].map((name) => ({
        resolve: { alias },
        test: {
          name,
          environment: 'node',
          include: [`tests/${name}/**/*.test.ts`],
          ...(name === 'e2e' && { globalSetup: ['tests/e2e/setup.ts'] }),
          setupFiles: ['tests/support/own-stack.ts'],
          // Generous: a loaded machine is slow, and a hung test still ends.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // Files that share a database run one after another; those with a browser too, which
          // keeps one processor busy by itself.
          maxWorkers: name === 'e2e' ? 1 : stacks,
        },
      })),
      {
        resolve: { alias },
        test: {
          // `npm run bench` only: measures and reports, checks nothing (docs/benchmarks.md).
          name: 'bench',
          environment: 'node',
          include: ['tests/bench/**/*.bench.ts'],
          testTimeout: 3_600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
