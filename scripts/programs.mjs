/**
 * Makes of the sources, and of the packages without native parts, a few files: a program of two
 * thousand modules starts two to five times faster from them (docs/decisions/0021). Each state of
 * the sources has a folder of its own, `out/programs/KEY`, so that nothing that runs loses its files
 * and nothing old is ever run.
 */
import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const builds = join(root, 'out', 'programs');
/** Some are of other states of the sources that still run. */
const keptBuilds = 10;

/** The programs of `src/processes`, each of which becomes one file. */
export const processEntries = Object.fromEntries(
  ['core', 'engine', 'whisper', 'media', 'vision', 'headers', 'reader'].map((name) => [
    name,
    `src/processes/${name}.ts`,
  ]),
);
/** Each becomes one file, `NAME.js`. */
const entries = {
  main: 'src/cli/main.ts',
  demo: 'src/cli/demo.ts',
  confineProcess: 'src/core/host/confinement/confineProcess.ts',
  ...processEntries,
};
/** What the code reads at run time from beside itself. */
const besideCode = ['src/core/db/migrations', 'src/core/ingest/speech/voice/voiceModel'];

/** @param {string} folder of the built code */
export function copyBesideCode(folder) {
  for (const beside of besideCode) {
    cpSync(join(root, beside), join(folder, basename(beside)), { recursive: true });
  }
}

/** Packages with native parts, or that find files of their own beside their code. */
export const leftOut =
  /^(?:@electric-sql|@gutenye|@napi-rs|better-sqlite3|electron|koffi|node-av|node-llama-cpp|onnxruntime-node|openpgp|pg-native|pino|sharp|sqlite-vec)(?:[/-]|$)/;

/** The arguments of Node that run the terminal as a user does. */
export const terminalCommand = [
  join(root, 'scripts', 'run.mjs'),
  join(root, 'src', 'cli', 'main.ts'),
];

/**
 * The built file of a source that is one of the programs, made when there is none of this state of
 * the sources. Undefined for any other file, and where none can be made: the sources run as they are.
 * @param {string} source absolute or relative to the working directory
 * @returns {Promise<string | undefined>}
 */
export async function builtProgram(source) {
  const name = Object.entries(entries).find(([, file]) => join(root, file) === source)?.[0];
  if (name === undefined) return undefined;
  try {
    return join(await programsFolder(), `${name}.js`);
  } catch {
    return undefined;
  }
}

/**
 * The folder of the build of the sources as they are now.
 * @returns {Promise<string>}
 */
export async function programsFolder() {
  const folder = join(builds, stateOfSources());
  if (existsSync(folder)) {
    const now = new Date();
    utimesSync(folder, now, now);
  } else {
    await build(folder);
    forgetOld();
  }
  return folder;
}

/** Of each source's path, size and time; reading 2,000 files would take longer than it saves. */
function stateOfSources() {
  const state = createHash('sha256');
  for (const name of ['package-lock.json', 'scripts/programs.mjs']) add(join(root, name));
  for (const room of ['cli', 'contract', 'core', 'processes', 'server'])
    addAll(join(root, 'src', room));
  return state.digest('hex').slice(0, 16);

  /** @param {string} folder */
  function addAll(folder) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) addAll(path);
      else if (!entry.name.includes('.test.')) add(path);
    }
  }

  /** @param {string} path */
  function add(path) {
    const { size, mtimeMs } = statSync(path);
    state.update(`${path}\n${size} ${mtimeMs}\n`);
  }
}

/**
 * Two commands may build at once: each does in a folder of its own, and the first one's counts.
 * @param {string} folder
 */
async function build(folder) {
  const { rolldown } = await import('rolldown');
  // Threads of one process build, too.
  const unfinished = `${folder}.${randomUUID()}`;
  try {
    const bundle = await rolldown({
      cwd: root,
      input: entries,
      platform: 'node',
      external: leftOut,
      logLevel: 'silent',
    });
    await bundle.write({
      dir: unfinished,
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
    });
    await bundle.close();
    copyBesideCode(unfinished);
    renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function forgetOld() {
  // Another command may finish or remove one meanwhile.
  const usedAtMs = (/** @type {string} */ path) =>
    statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const newestFirst = readdirSync(builds)
    .filter((name) => !name.includes('.'))
    .map((name) => ({ path: join(builds, name), atMs: usedAtMs(join(builds, name)) }))
    .sort((one, other) => other.atMs - one.atMs);
  for (const { path } of newestFirst.slice(keptBuilds)) {
    rmSync(path, { recursive: true, force: true });
  }
}
