/**
 * `npm start`: builds what is missing or old, then opens the workstation under Electron, or where
 * Electron's program is not installed, in a browser through the loopback host.
 * `--no-open` only prints the link and `--allow-folder FOLDER` is one of `serve`; other options go to
 * `trendroom` (`--library DIR`).
 */
import { type SpawnOptions, spawn } from 'node:child_process';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../src/core/host/children/childEnvironment.ts';
import { terminalCommand } from './programs.mjs';

/** What a build says is of interest when it fails. */
const quiet: SpawnOptions = {
  ...{ stdio: ['ignore', 'ignore', 'inherit'], env: childEnvironment('worker') },
};
const root = dirname(fileURLToPath(import.meta.url)).replace(/[\\/]scripts$/, '');
const options = process.argv.slice(2);
const noOpen = options.includes('--no-open');
const allowed: string[] = [];
const forProgram: string[] = [];
for (let at = 0; at < options.length; at++) {
  const option = options[at] ?? '';
  if (option === '--allow-folder') allowed.push(option, options[++at] ?? '');
  else if (option.startsWith('--allow-folder=')) allowed.push(option);
  else if (option !== '--no-open') forProgram.push(option);
}
const electron = noOpen ? undefined : electronProgram();

process.exitCode = await (electron === undefined ? startInBrowser() : startElectron(electron));

/** Electron's package comes without its program; this looks, where importing it would download. */
function electronProgram(): string | undefined {
  const folder = join(root, 'node_modules', 'electron');
  const name = join(folder, 'path.txt');
  if (!existsSync(name)) return undefined;
  const program = join(folder, 'dist', readFileSync(name, 'utf8').trim());
  return existsSync(program) ? program : undefined;
}

async function startElectron(program: string): Promise<number> {
  const all = ['src/**/*', 'electron.vite.config.ts', 'renderer.vite.config.ts', 'package.json'];
  if (isOld('out/main/index.js', all) || isOld('out/renderer/index.html', all)) {
    say('Building…');
    const code = await run(['node_modules/electron-vite/bin/electron-vite.js', 'build'], quiet);
    if (code !== 0) return code;
  }
  return runProgram(program, [root, ...forProgram], { stdio: 'inherit' });
}

async function startInBrowser(): Promise<number> {
  if (!noOpen) say('Electron is not installed here: Trendroom opens in a browser instead.');
  const page = [
    'src/renderer/**/*',
    'src/contract/**/*',
    'renderer.vite.config.ts',
    'package.json',
  ];
  if (isOld('out/renderer/index.html', page)) {
    say('Building the interface…');
    const vite = ['node_modules/vite/bin/vite.js', 'build', '--config', 'renderer.vite.config.ts'];
    const code = await run([...vite, '--logLevel', 'warn'], quiet);
    if (code !== 0) return code;
  }
  const serve = noOpen ? ['serve'] : ['serve', '--open'];
  return run([...terminalCommand, ...forProgram, ...serve, ...allowed], { stdio: 'inherit' });
}

/** True when the built file is missing, or older than a file that it was built from. */
function isOld(built: string, patterns: string[]): boolean {
  const file = join(root, built);
  if (!existsSync(file)) return true;
  const builtMs = statSync(file).mtimeMs;
  return globSync(patterns, { cwd: root }).some((path) => {
    const found = statSync(join(root, path), { throwIfNoEntry: false });
    return found?.isFile() === true && found.mtimeMs > builtMs;
  });
}

function run(args: string[], how: SpawnOptions): Promise<number> {
  return runProgram(process.execPath, args, how);
}

/** Runs a program to its end; the terminal's signals are for it to act on. */
function runProgram(program: string, args: string[], how: SpawnOptions): Promise<number> {
  const child = spawn(program, args, { ...how, cwd: root });
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      for (const signal of signals) process.off(signal, pass);
      resolve(code ?? 1);
    });
  });
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
