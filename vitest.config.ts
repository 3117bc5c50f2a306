import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * `npm test` runs `pure` and `unit`; neither needs model weights or a build.
 * - `pure`: functions alone: no file, process, native library or global state.
 * - `unit`: real SQLite, real files, real media, a terminal in this process.
 * `npm run test:deep` runs `pure` and `unit` with many more cases of each property.
 * `npm run test:processes` runs what starts and kills programs:
 * - `processes`: the core in a process of its own, helpers, Postgres.
 * - `desktop`: the Electron main process on a double of Electron, which takes a module registry
 *   that tests can reset.
 * `npm run test:bundle` runs `bundle`: what `npm run build` makes, on a double of Electron.
 * - `models`: the same product on the real starter models (`*.models.test.ts`), one file at a
 *   time, because two native jobs on two cores are many times slower than one after the other.
 *   `bundled`: of them, the one on what `npm run build` makes.
 * - `team`: real vLLM and Postgres servers, which `npm run test:team` starts.
 * - `hub`: the content hub, built and started, read with Chromium.
 * - `screens`: Chromium on the loopback host and the built page; two files at a time.
 * - `e2e`: the same with the starter models; one file at a time, as those of `models`.
 * In `--mode deep` each property, and the tests of real models, take many more cases.
 */

// Types are stripped from each source once, not by every worker and every program that tests start.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
  new URL('node_modules/.cache/trendroom-tests/compiled', import.meta.url),
);

const pure = [
  'src/contract/**/*.test.ts',
  'src/renderer/**/*.test.ts',
  'src/core/base/**/*.test.ts',
  'src/core/growth/{evaluation,experiments,statistics}/**/*.test.ts',
  'src/core/drafts/{evidence,support}/*.test.ts',
  'src/core/inference/engine/**/*.test.ts',
  'src/core/ingest/{chunking/*,screen/texts/*,captions/parseCaptions}.test.ts',
  'src/core/jobs/{admission,running,views}/*.test.ts',
  'src/core/remote/batches/{answers,lanes}/*.test.ts',
  'src/core/search/fusion/*.test.ts',
  'src/core/sync/records/merge/*.test.ts',
];

/** These replace a module, which takes a module registry of Vite's. */
const mocking = ['src/core/sync/workers/createTeamWorkers.test.ts'];

const elsewhere = ['**/*.{models,team,processes,links}.test.ts', 'test/{e2e,electron,hub}/**'];

/**
 * Node itself loads the sources, as it does for the program, and each module once a worker: with
 * Vite's module runner and a registry for each file, loading took longer than the tests.
 */
const nodeModules = {
  isolate: false,
  experimental: { viteModuleRunner: false, nodeLoader: false },
} as const;

/** Replaces Electron's module, which takes a module registry of Vite's. */
const bundleWithModels = ['test/electron/bundle.models.test.ts'];
/** Of unit tests, where many wait for a program or a time. */
const soMany = { maxWorkers: availableParallelism() + 1 } as const;
const modelTimeouts = { testTimeout: 300_000, hookTimeout: 600_000 } as const;

/** Those files of test/e2e in which a model works. */
const withModels = ['test/e2e/{accessibility,engine,faults,story}.test.ts'];

const browser = {
  pool: 'forks',
  ...nodeModules,
  isolate: true,
  // What a page shows comes when it comes; waiting for a locator takes as long at most.
  expect: { poll: { timeout: 20_000 } },
  testTimeout: 120_000,
  hookTimeout: 300_000,
} as const;

/** Each property runs with so many cases in `npm run test:deep`, hours of them if need be. */
const deepRuns = 3_000;

export default defineConfig(({ mode }) => {
  const isDeep = mode === 'deep';
  const unitTimeouts = { testTimeout: isDeep ? 3_600_000 : 30_000, hookTimeout: 60_000 };
  return {
    test: {
      // Vitest leaves one core to itself, which on two cores is half of the machine.
      maxWorkers: Math.max(2, availableParallelism() - 1),
      globalSetup: 'test/support/buildPrograms.ts',
      setupFiles: [
        'test/support/propertyRuns.ts',
        'test/support/besideHelpers.ts',
        'test/support/builtProcesses.ts',
      ],
      env: isDeep ? { TRENDROOM_PROPERTY_RUNS: `${deepRuns}` } : {},
      projects: [
        {
          extends: true,
          test: {
            name: 'pure',
            include: pure,
            ...soMany,
            exclude: elsewhere,
            pool: 'threads',
            ...nodeModules,
            ...unitTimeouts,
          },
        },
        {
          extends: true,
          test: {
            name: 'unit',
            ...soMany,
            include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
            exclude: [...elsewhere, ...pure, ...mocking],
            pool: 'forks',
            ...nodeModules,
            ...unitTimeouts,
          },
        },
        {
          extends: true,
          test: {
            name: 'desktop',
            include: ['test/electron/*.test.ts', ...mocking],
            exclude: ['test/electron/bundle*.test.ts'],
            ...{ ...unitTimeouts, testTimeout: 90_000 },
          },
        },
        {
          extends: true,
          test: {
            name: 'processes',
            include: ['src/**/*.{processes,links}.test.ts', 'test/**/*.processes.test.ts'],
            pool: 'forks',
            ...nodeModules,
            isolate: true,
            // Each program that a test starts takes seconds.
            ...{ ...unitTimeouts, testTimeout: 90_000 },
          },
        },
        {
          extends: true,
          test: { name: 'bundle', include: ['test/electron/bundle.test.ts'], ...unitTimeouts },
        },
        {
          extends: true,
          test: {
            name: 'models',
            include: ['src/**/*.models.test.ts', 'test/**/*.models.test.ts'],
            exclude: bundleWithModels,
            fileParallelism: false,
            pool: 'forks',
            ...nodeModules,
            isolate: true,
            ...modelTimeouts,
          },
        },
        {
          extends: true,
          test: {
            name: 'bundled',
            include: bundleWithModels,
            // After the others: two native jobs would be at work beside each other.
            sequence: { groupOrder: 1 },
            ...modelTimeouts,
          },
        },
        {
          extends: true,
          test: {
            name: 'team',
            include: ['test/team/*.team.test.ts'],
            fileParallelism: false,
            pool: 'forks',
            ...nodeModules,
            isolate: true,
            testTimeout: 60_000,
            hookTimeout: 60_000,
          },
        },
        {
          extends: true,
          test: {
            name: 'e2e',
            include: withModels,
            fileParallelism: false,
            ...browser,
          },
        },
        {
          extends: true,
          // The first of them builds; two builds of one folder exclude each other.
          test: {
            name: 'hub',
            include: ['test/hub/*.test.ts'],
            fileParallelism: false,
            ...browser,
          },
        },
        {
          extends: true,
          test: {
            name: 'screens',
            include: ['test/e2e/*.test.ts'],
            exclude: withModels,
            // After the others: two native jobs and more would be at work beside each other.
            sequence: { groupOrder: 1 },
            ...browser,
          },
        },
      ],
    },
  };
});
