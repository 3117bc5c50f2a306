import { defineConfig } from 'vitest/config';

/**
 * `unit`: real SQLite, real files, real media; needs no model weights.
 * `models`: the same product on the real starter models (`*.models.test.ts`), one file at a
 * time, because two native jobs on two cores are many times slower than one after the other.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['**/*.models.test.ts'],
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
    ],
  },
});
