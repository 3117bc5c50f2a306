import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silentLogger } from '../../base/index.ts';
import { forkChild } from '../nodeHost.ts';
import type { ChildProcess } from './children.ts';
import { logExit } from './logExit.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-exit-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(code: string) {
  const file = join(folder, 'child.ts');
  await writeFile(file, code);
  const lines: unknown[] = [];
  const logger = {
    ...silentLogger,
    warn: (message: string, fields?: object) => lines.push({ message, ...fields }),
  };
  const { child, stderr } = forkChild(file, { environment: process.env });
  return { logged: logExit(child, { worker: 'media', logger, stderr }), lines };
}

const exit = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => child.onExit(resolve));

test('a process that ends by itself leaves its reason and the end of what it said', async () => {
  const said = "process.stderr.write('x'.repeat(100_000) + 'out of memory');";
  const { logged, lines } = await run(`${said}process.exitCode = 3;process.disconnect();`);
  expect(await exit(logged)).toBe('exit code 3');
  await vi.waitFor(() => expect(lines).toHaveLength(1), { timeout: 10_000 });
  expect(lines).toEqual([
    {
      message: 'helper process exited',
      worker: 'media',
      reason: 'exit code 3',
      lastOutput: expect.stringMatching(/^x{3987}out of memory$/),
    },
  ]);
});

test('a process that is ended on purpose is no news', async () => {
  const { logged, lines } = await run('setInterval(() => {}, 1_000);');
  const ended = exit(logged);
  logged.kill();
  expect(await ended).toBe('signal SIGKILL');
  await sleep(600);
  expect(lines).toEqual([]);
});
