import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type BatchRow, endpointFieldsSchema } from '../../../contract/index.ts';
import { silentLogger, systemClock } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { createMemorySecrets, createNodeHost } from '../../host/index.ts';
import { couriersFolder, listCouriers } from '../couriers/journal/journalFiles.ts';
import { createEndpoints } from '../endpoints/createEndpoints.ts';
import { type FakeServer, startFakeServer } from '../testing/fakeServer.ts';
import { mediaWithoutSound } from '../testing/mediaWithoutSound.ts';
import { createBatches } from './createBatches.ts';

const childFile = fileURLToPath(new URL('./testing/batchChild.ts', import.meta.url));
const rows = 300;
const kills = 4;
const maxAtOnce = 16;
const timeoutMs = 120_000;

let library: Library;
let server: FakeServer;
let close: () => Promise<void>;
let batches: ReturnType<typeof createBatches>;
let running: ChildProcess | undefined;
beforeEach(async () => {
  const temporary = await temporaryLibrary();
  library = temporary.library;
  server = await startFakeServer();
  const host = createNodeHost({
    libraryDir: library.directory,
    modelsDir: '',
    logger: silentLogger,
    secrets: createMemorySecrets(),
  });
  const endpoints = createEndpoints({ host, library });
  batches = createBatches({
    library,
    servers: endpoints.servers,
    media: mediaWithoutSound(library),
    local: () => Promise.reject(new Error('not asked')),
    clock: systemClock,
    logger: silentLogger,
  });
  close = async () => {
    running?.kill('SIGKILL');
    batches.dispose();
    await endpoints.dispose();
    await server.close();
    await temporary.remove();
  };
  const fields = { name: 'GPU box', role: 'chat', url: server.url, maxConcurrency: maxAtOnce };
  const { id } = await endpoints.add(endpointFieldsSchema.parse(fields));
  endpoints.approve(id, true);
});
afterEach(() => close());

/** Runs a batch in processes that are killed one after the other, each in the middle of its work. */
async function runKilled(kill: (child: ChildProcess, courier: number) => void) {
  const { id: batchId } = batches.create(
    { name: 'Hooks', kind: 'chat', place: 'there' },
    Array.from({ length: rows }, (_, number) => ({
      customId: `row-${number}`,
      body: { messages: [{ role: 'user', content: `Number ${number}` }] },
    })),
  );
  const asked: number[] = [];
  const couriers: number[] = [];
  let killAt = Infinity;
  let killNow = (): void => {};
  server.answer = ({ body }, response) => {
    asked.push(Number(/Number (\d+)/.exec(JSON.stringify(body))?.[1]));
    if (asked.length === killAt) killNow();
    const answer = { model: 'tiny', choices: [{ message: { content: `${asked.length}` } }] };
    // Some are under way for longer than the next process takes to start.
    const waitMs = asked.length % 20 === 0 ? 1_500 : 2 + 8 * Math.random();
    setTimeout(() => response.end(JSON.stringify(answer)), waitMs);
    return undefined;
  };
  for (let killed = 0; killed <= kills; killed++) {
    const child = spawn(process.execPath, [childFile, library.directory], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    running = child;
    child.stdout.setEncoding('utf8').on('data', (pid: string) => couriers.push(Number(pid)));
    killAt = killed < kills ? asked.length + 20 + Math.floor(30 * Math.random()) : Infinity;
    killNow = () => kill(child, couriers.at(-1) ?? 0);
    const [code, signal] = await once(child, 'exit');
    expect({ code, signal }).toEqual(
      killed < kills ? { code: null, signal: 'SIGKILL' } : { code: 0, signal: null },
    );
  }
  const page = { offset: 0, limit: rows };
  return { asked, couriers, kept: batches.rows(batchId, page).rows };
}

function expectWhole(kept: readonly BatchRow[], asked: readonly number[]): void {
  expect(kept.filter(({ state }) => state === 'done')).toHaveLength(rows);
  expect(new Set(asked).size).toBe(rows);
  // No two rows have the same answer.
  expect(new Set(kept.map(({ response }) => JSON.stringify(response))).size).toBe(rows);
  expect(listCouriers(couriersFolder(library.directory)).size).toBe(0);
}

test(
  'killed again and again, a batch comes back whole, each row once, and no row is asked twice',
  async () => {
    const { asked, couriers, kept } = await runKilled((child) => child.kill('SIGKILL'));
    expectWhole(kept, asked);
    expect(asked).toHaveLength(rows);
    const alive = (): number[] => couriers.filter(isAlive);
    await vi.waitFor(() => expect(alive()).toEqual([]), { timeout: 10_000 });
  },
  timeoutMs,
);

test(
  'answers that arrive while the program dies are kept, and their rows are not asked twice',
  async () => {
    const { asked, kept } = await runKilled((child, courier) => {
      // Both wait for the process that sends when it goes on: answers, and the end of the program.
      process.kill(courier, 'SIGSTOP');
      setTimeout(() => child.kill('SIGKILL'), 30);
      setTimeout(() => process.kill(courier, 'SIGCONT'), 60);
    });
    expectWhole(kept, asked);
    expect(asked).toHaveLength(rows);
  },
  timeoutMs,
);

test(
  'with the processes that send killed as well, what was under way is asked again',
  async () => {
    const { asked, kept } = await runKilled((child, courier) => {
      process.kill(courier, 'SIGKILL');
      child.kill('SIGKILL');
    });
    expectWhole(kept, asked);
    expect(asked.length - rows).toBeLessThanOrEqual(kills * maxAtOnce);
  },
  timeoutMs,
);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
