import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silentLogger, systemClock } from '../../src/core/base/index.ts';
import { allFiles, createNodeHost, type WorkerName } from '../../src/core/host/index.ts';
import { runPython } from '../../src/core/inference/index.ts';
import { createLinkTools } from '../../src/core/ingest/links/tool/linkTool.ts';
import { Loopback } from '../support/loopback.ts';

/** What a program finds in its environment, when the user's shell holds keys and passwords. */

const names = [
  ...['TRENDROOM_SECRET_ENDPOINT_A', 'TRENDROOM_SECRET_SHARING_PASSWORD', 'PGPASSWORD'],
  ...['NEON_API_KEY', 'AWS_SECRET_ACCESS_KEY', 'NODE_AUTH_TOKEN'],
];
const canary = 'canary-in-the-shell';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-environment-'));
  for (const name of names) vi.stubEnv(name, canary);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** As Linux shows it to every program of this user. */
const environmentOf = (pid: number | undefined) => readFile(`/proc/${pid}/environ`, 'utf8');

test.runIf(process.platform === 'linux')('the core has none of them', async () => {
  const host = await Loopback.open();
  try {
    const environment = await environmentOf(host.server.corePid);
    expect(environment).toContain('PATH=');
    expect(environment).not.toContain(canary);
  } finally {
    await host.close();
  }
});

const workers: readonly WorkerName[] = ['engine', 'whisper', 'media', 'vision', 'headers'];

test.runIf(process.platform === 'linux').each(workers)('%s has none of them', async (worker) => {
  const host = createNodeHost({ libraryDir: folder, modelsDir: folder, logger: silentLogger });
  const child = host.children.start(worker, allFiles);
  try {
    const environment = await environmentOf(child.pid);
    expect(environment).toContain('PATH=');
    expect(environment).not.toContain(canary);
  } finally {
    child.kill();
  }
});

/** A program that writes its environment beside itself, then does what the script says. */
async function program(name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\nenv > '${path}.env'\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

test.skipIf(process.platform === 'win32')('yt-dlp and Python have none of them', async () => {
  const ytDlp = await program('yt-dlp', 'echo 2026.10.26');
  const python = await program('python3', 'exit 0');
  const options = { folder: join(folder, 'tools'), clock: systemClock, requireNetwork: () => {} };
  const tool = await createLinkTools({ ...options, searchPath: folder }).find();
  expect(tool).toMatchObject({ source: 'path', version: '2026.10.26' });
  await runPython([python], ['-m', 'pip', '--version']);
  for (const each of [ytDlp, python]) {
    const environment = await readFile(`${each}.env`, 'utf8');
    expect(environment).toContain('PATH=');
    expect(environment).not.toContain(canary);
  }
});
