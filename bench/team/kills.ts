import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startFakeServer } from '../../src/core/remote/testing/fakeServer.ts';
import { openDesk } from '../../test/team/support/desk.ts';
import type { BenchmarkRow } from '../benchmark.ts';

const childFile = fileURLToPath(
  new URL('../../src/core/remote/batches/testing/batchChild.ts', import.meta.url),
);
const bar = 1.02;
const rows = 10_000;
const times = 20;

/**
 * A batch whose process is killed (SIGKILL) at random moments: how often a request is sent, beside
 * once each. The server is a double on loopback that answers after 2 to 10 ms. The note is of the
 * same with the process that sends killed as well, at the same moment.
 */
export async function kills(): Promise<{ row: BenchmarkRow; note: string }> {
  const asked = await killed({ withCourier: false });
  const askedBoth = await killed({ withCourier: true });
  const share = ((askedBoth - rows) / rows) * 100;
  return {
    row: {
      what: `${rows} rows, killed ${times} times: ${rows} stored, 0 twice; requests sent`,
      ours: `${asked}`,
      peer: `${rows} rows`,
      ratio: asked / rows,
      bar,
      holds: asked / rows <= bar,
    },
    note: `With the process that sends killed as well, ${share.toFixed(1)} % were sent twice.`,
  };
}

/** Requests that the server saw. Throws unless every row is stored, and stored once. */
async function killed({ withCourier }: { withCourier: boolean }): Promise<number> {
  const server = await startFakeServer();
  const desk = await openDesk();
  try {
    await desk.addServer(server.url, 'chat');
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
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let courier = 0;
      child.stdout.setEncoding('utf8').on('data', (pid: string) => {
        courier = Number(pid);
      });
      const share = (rows / times) * (0.5 + 0.9 * Math.random());
      killAt = killed < times ? asked + Math.floor(share) : Number.POSITIVE_INFINITY;
      kill = () => {
        if (withCourier) process.kill(courier, 'SIGKILL');
        child.kill('SIGKILL');
      };
      await once(child, 'exit');
    }
    const { total } = desk.batches.rows(id, { state: 'done', offset: 0, limit: 1 });
    const doubled = storedTwice(desk, id);
    if (total !== rows || doubled > 0) {
      throw new Error(`${total} of ${rows} rows are done, ${doubled} twice.`);
    }
    return asked;
  } finally {
    await desk.close();
    await server.close();
  }
}

/** Answers are numbered by the server: one that two rows have was stored twice. */
function storedTwice(
  desk: Awaited<ReturnType<typeof openDesk>>,
  id: Parameters<typeof desk.batches.rows>[0],
): number {
  const seen = new Set<string>();
  let doubled = 0;
  for (let offset = 0; ; offset += 1_000) {
    const { rows, total } = desk.batches.rows(id, { offset, limit: 1_000 });
    for (const { response } of rows) {
      const text = JSON.stringify(response);
      if (seen.has(text)) doubled++;
      seen.add(text);
    }
    if (offset + 1_000 >= total) return doubled;
  }
}
