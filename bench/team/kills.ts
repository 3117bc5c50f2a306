import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startFakeServer } from '../../src/core/team/testing/fakeServer.ts';
import { openDesk } from '../../test/team/support/desk.ts';
import type { BenchmarkRow } from '../benchmark.ts';

const childFile = fileURLToPath(
  new URL('../../src/core/team/batches/testing/batchChild.ts', import.meta.url),
);
const bar = 1.02;
const rows = 10_000;
const times = 20;

/**
 * A batch whose process is killed (SIGKILL) at random moments: how often a request is sent, beside
 * once each. The server is a double on loopback that answers after 2 to 10 ms.
 */
export async function kills(): Promise<BenchmarkRow[]> {
  return [await killed('found by itself', {}), await killed('at most 8', { maxConcurrency: 8 })];
}

/** What was under way is asked again, so it is the number at a time that decides. */
async function killed(atATime: string, limits: object): Promise<BenchmarkRow> {
  const server = await startFakeServer();
  const desk = await openDesk();
  try {
    await desk.addServer(server.url, 'chat', limits);
    const { id } = desk.batches.create(
      { name: 'Killed', kind: 'chat', place: 'there' },
      Array.from({ length: rows }, (_, number) => ({
        customId: `row-${number}`,
        body: { messages: [{ role: 'user', content: `Number ${number}` }] },
      })),
    );
    let asked = 0;
    let killAt = Number.POSITIVE_INFINITY;
    let kill = (): void => {};
    server.answer = (_asked, response) => {
      asked++;
      if (asked === killAt) kill();
      const answer = { model: 'tiny', choices: [{ message: { content: `${asked}` } }] };
      setTimeout(() => response.end(JSON.stringify(answer)), 2 + 8 * Math.random());
      return undefined;
    };
    for (let killed = 0; killed <= times; killed++) {
      const child = spawn(process.execPath, [childFile, desk.library.directory], {
        stdio: 'ignore',
      });
      const share = (rows / times) * (0.5 + 0.9 * Math.random());
      killAt = killed < times ? asked + Math.floor(share) : Number.POSITIVE_INFINITY;
      kill = () => child.kill('SIGKILL');
      await once(child, 'exit');
    }
    const { rows: kept, total } = desk.batches.rows(id, { state: 'done', offset: 0, limit: 1 });
    const answers = storedAnswers(desk, id);
    if (total !== rows || kept.length !== 1) throw new Error(`${total} of ${rows} rows are done.`);
    return {
      what: `${rows} rows, killed ${times} times, at a time ${atATime}: ${total} stored, ${answers.doubled} twice; requests sent`,
      ours: `${asked}`,
      peer: `${rows} rows`,
      ratio: asked / rows,
      bar,
      holds: asked / rows <= bar && answers.doubled === 0,
    };
  } finally {
    await desk.close();
    await server.close();
  }
}

/** Answers are numbered by the server: one that two rows have was stored twice. */
function storedAnswers(
  desk: Awaited<ReturnType<typeof openDesk>>,
  id: Parameters<typeof desk.batches.rows>[0],
): { doubled: number } {
  const seen = new Set<string>();
  let doubled = 0;
  for (let offset = 0; ; offset += 1_000) {
    const { rows, total } = desk.batches.rows(id, { offset, limit: 1_000 });
    for (const { response } of rows) {
      const text = JSON.stringify(response);
      if (seen.has(text)) doubled++;
      seen.add(text);
    }
    if (offset + 1_000 >= total) return { doubled };
  }
}
