/**
 * Who may import whom (docs/architecture.md). A room is entered through its index.ts.
 * A change to this table is a decision with a page in docs/decisions/.
 */
const order = [
  'base',
  'host',
  'db',
  'jobs',
  'library',
  'inference',
  'remote',
  'search',
  'ingest',
  'memory',
  'products',
  'drafts',
  'reports',
  'ask',
  'sync',
  'growth',
  'api',
];
const rooms = {
  ...Object.fromEntries(
    order.map((room, at) => [
      `core/${room}`,
      ['contract', ...order.slice(0, at).map((above) => `core/${above}`)],
    ]),
  ),
  processes: ['core', 'contract'],
  cli: [
    'core/app.ts',
    'core/base',
    'core/host',
    'core/sync',
    'core/growth',
    'server/index.ts',
    'contract',
  ],
  main: ['core/base', 'core/host', 'contract'],
  server: ['core/base', 'core/host', 'contract'],
  preload: ['contract'],
  renderer: ['contract'],
  contract: [],
};

const test = '[.]test[.]tsx?$';
const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `room-${room.replace('core/', '')}`,
  severity: 'error',
  from: { path: `^src/${room}/`, pathNot: test },
  to: {
    path: '^src/',
    pathNot: [`^src/${room}/`, ...allowed.map((other) => `^src/${other}(/|$)`)],
  },
}));

/** A package that only one place may import. */
const only = (name, packages, places) => ({
  name,
  severity: 'error',
  from: { path: '^(src|bench|eval|test|scripts)/', pathNot: places },
  to: { path: packages.map((p) => `node_modules/${p}(/|$)`) },
});

export default {
  forbidden: [
    ...roomRules,
    {
      name: 'hub-imports-the-contract',
      comment: 'The hub is a program of its own: it shares with the desk what both say of a page.',
      severity: 'error',
      from: { path: '^hub/' },
      to: { path: '^(src|test|bench|eval|scripts)/', pathNot: '^src/contract/hub/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'through-the-index',
      comment: 'A room of the core is entered through its index.ts; workers run its inside.',
      severity: 'error',
      from: { path: '^src/core/([^/]+)/', pathNot: [test, '/testing/'] },
      to: { path: '^src/core/[^/]+/(?!index[.]ts$)', pathNot: '^src/core/$1/' },
    },
    {
      name: 'hosts-through-the-index',
      severity: 'error',
      from: { path: '^src/(cli|main|server|core/app[.]ts$)', pathNot: test },
      to: { path: '^src/core/[^/]+/(?!index[.]ts$)' },
    },
    only('electron-in-hosts', ['electron'], ['^src/(main|preload)/']),
    only('sqlite-in-db', ['better-sqlite3', 'sqlite-vec'], ['^src/core/db/', '^bench/']),
    only('llama-in-engine', ['node-llama-cpp'], ['^src/core/inference/engine/', '^bench/']),
    only(
      'native-calls',
      ['koffi'],
      ['^src/core/inference/engine/', '^src/core/host/confinement/', '^bench/'],
    ),
    only('special-functions-in-statistics', ['@stdlib'], ['^src/core/growth/statistics/']),
    only('react-in-renderer', ['react', 'react-dom'], ['^src/renderer/']),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node'] },
  },
};
