import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BatchId, BatchRow } from '../../../../contract/index.ts';
import type { FakeServer } from '../../testing/fakeServer.ts';
import type { Batches } from '../createBatches.ts';

const childFile = fileURLToPath(new URL('./batchChild.ts', import.meta.url));
const pageRows = 1_000;
/** The server reads what the killed process had written to its socket. */
const settleMs = 50;

export interface KilledRunOptions {
  batches: Pick<Batches, 'create' | 'rows'>;
  server: FakeServer;
  libraryDirectory: string;
  rows: number;
  kills: number;
  /** The next kill comes after so many more requests. */
  requestsToKill(): number;
  answerInMs(): number;
}

export interface KilledRun {
  batchId: BatchId;
  requestsSent: number;
  stored: number;
  /** Rows with the answer of another row; the server numbers its answers. */
  storedTwice: number;
  /** Requests for a row that had been sent before. */
  askedAgain: number;
  /** Of these, requests for a row that was already stored, or that was not under way. */
  askedAgainInVain: number;
  /** At each kill: rows that were sent and not stored. */
  underWay: number[];
}

/** Runs a batch of chat in processes that are killed one after the other (SIGKILL). */
export async function runKilled(options: KilledRunOptions): Promise<KilledRun> {
  const { batches, server, libraryDirectory, rows, kills, requestsToKill, answerInMs } = options;
  const { id: batchId } = await batches.create(
    { name: 'Killed', kind: 'chat', place: 'remote' },
    Array.from({ length: rows }, (_, number) => ({
      customId: `row-${number}`,
      body: { messages: [{ role: 'user', content: `Number ${number}` }] },
    })),
  );
  const sent = new Set<string>();
  let mayBeAskedAgain = new Set<string>();
  const run = { batchId, requestsSent: 0, askedAgain: 0, askedAgainInVain: 0 };
  const underWay: number[] = [];
  let killAt = Number.POSITIVE_INFINITY;
  let kill = (): void => {};
  server.answer = ({ body }, response) => {
    const customId = `row-${/Number (\d+)/.exec(JSON.stringify(body))?.[1]}`;
    run.requestsSent++;
    if (sent.has(customId)) {
      run.askedAgain++;
      if (!mayBeAskedAgain.delete(customId)) run.askedAgainInVain++;
    }
    sent.add(customId);
    if (run.requestsSent === killAt) kill();
    const content = `${run.requestsSent}`;
    const answer = JSON.stringify({ model: 'tiny', choices: [{ message: { content } }] });
    setTimeout(() => response.end(answer), answerInMs());
    return undefined;
  };
  const storedRows = (): BatchRow[] => rowsOf(batches, batchId);
  for (let killed = 0; killed <= kills; killed++) {
    const child = spawn(process.execPath, [childFile, libraryDirectory], { stdio: 'ignore' });
    killAt = killed < kills ? run.requestsSent + requestsToKill() : Number.POSITIVE_INFINITY;
    kill = () => void child.kill('SIGKILL');
    const [code, signal] = await once(child, 'exit');
    if (signal !== (killed < kills ? 'SIGKILL' : null)) {
      throw new Error(`Process ${killed} ended with code ${code}, signal ${signal}.`);
    }
    if (killed === kills) break;
    await sleep(settleMs);
    const stored = new Set(storedRows().map(({ customId }) => customId));
    mayBeAskedAgain = new Set([...sent].filter((customId) => !stored.has(customId)));
    underWay.push(mayBeAskedAgain.size);
  }
  const done = storedRows();
  const answers = new Set(done.map(({ response }) => JSON.stringify(response)));
  return { ...run, stored: done.length, storedTwice: done.length - answers.size, underWay };
}

function rowsOf(batches: Pick<Batches, 'rows'>, id: BatchId): BatchRow[] {
  const all: BatchRow[] = [];
  for (;;) {
    const page = { state: 'done', offset: all.length, limit: pageRows } as const;
    const { rows } = batches.rows(id, page);
    all.push(...rows);
    if (rows.length < pageRows) return all;
  }
}
