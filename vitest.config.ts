import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const alias = { '@/': root };

/** A project's name is the folder of tests it runs; `npm test` runs them in order. */
export default defineConfig({
  test: {
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
          // Generous: a loaded machine is slow, and a hung test still ends.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // They share one database and one site: files run one after another.
          fileParallelism: false,
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
