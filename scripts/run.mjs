/**
 * Runs a TypeScript file of this project: `node scripts/run.mjs FILE [ARG...]`.
 * From 22.18 on Node strips types by itself and the file runs in this very process;
 * 22.12 to 22.17 need a flag, and an older Node hands over to the one npm installed.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import nodeModule from 'node:module';
import { resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const atLeast = (wantedMajor, wantedMinor) =>
  major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
const [file = '', ...rest] = process.argv.slice(2);

if (atLeast(22, 18)) {
  // Parsed and stripped sources are kept between runs; Node 20, which never gets here, has none.
  nodeModule.enableCompileCache?.();
  process.argv = [process.execPath, resolve(file), ...rest];
  await import(pathToFileURL(resolve(file)).href);
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
  const child = spawn(node, [...flags, file, ...rest], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}
