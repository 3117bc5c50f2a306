import { defineConfig } from 'vitest/config';

/**
 * `unit`: real SQLite, real files, real media; needs no model weights.
 * `models`: the same product on the real starter models (`*.models.test.ts`), one file at a
 * time, because two native jobs on two cores are many times slower than one after the other.
 * `team`: real vLLM and Postgres servers, which `npm run test:team` starts.
 * `e2e`: Chromium on the loopback host with the starter models and the built page.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['**/*.models.test.ts', '**/*.team.test.ts', 'test/e2e/**'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'models',
          include: ['src/**/*.models.test.ts', 'test/**/*.models.test.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'team',
          include: ['test/team/*.team.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
