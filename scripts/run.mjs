/**
 * Runs a TypeScript file of this project: `node scripts/run.mjs FILE [ARG...]`. The terminal runs from
 * a build that is made when its sources have changed (programs.mjs), any other file as it is. From
 * 22.18 on Node strips types by itself; 22.12 to 22.17 need a flag, and an older Node hands over to
 * the one npm installed.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import nodeModule from 'node:module';
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const atLeast = (wantedMajor, wantedMinor) =>
  major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
const [file = '', ...rest] = process.argv.slice(2);
const stripsTypes = atLeast(22, 18) || process.execArgv.includes('--experimental-strip-types');

if (stripsTypes) {
  // Parsed and stripped sources are kept between runs, also for the processes that this one starts.
  nodeModule.enableCompileCache?.();
  const compiled = nodeModule.getCompileCacheDir?.();
  if (compiled !== undefined) process.env.NODE_COMPILE_CACHE ??= dirname(compiled);
  const { builtProgram } = await import('./programs.mjs');
  const program = (await builtProgram(resolve(file))) ?? resolve(file);
  process.argv = [process.execPath, program, ...rest];
  await import(pathToFileURL(program).href);
} else {
  runInChild(
    atLeast(22, 12)
      ? process.execPath
      : fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url)),
  );
}

/** @param {string} node path of the Node to hand over to; our exit code becomes the child's. */
function runInChild(node) {
  if (!existsSync(node)) {
    process.stderr.write('Trendroom needs Node 22.12 or newer. Run `npm install` first.\n');
    process.exit(2);
  }
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'];
  const own = fileURLToPath(import.meta.url);
  const child = spawn(node, [...flags, own, file, ...rest], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}
