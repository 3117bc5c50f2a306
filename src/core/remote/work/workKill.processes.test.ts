import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { BatchId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { buildingTeamSpace, countVectors, teamSpace } from '../../library/index.ts';
import { chunk, openTestLibrary } from '../../search/testing/searchLibrary.ts';
import { startFakeServer } from '../testing/fakeServer.ts';
import { openDeviceWithWork } from './testing/deviceWithWork.ts';

const childFile = fileURLToPath(new URL('./testing/workChild.ts', import.meta.url));
const texts = 1_600;
const kills = 3;

test('killed while answers are taken in: a row is done exactly when its vectors are there', async () => {
  const opened = openTestLibrary();
  const { library } = opened;
  const server = await startFakeServer();
  const device = openDeviceWithWork({ library });
  try {
    const chunks = Array.from({ length: texts }, (_, at) =>
      chunk(`text ${at}`, { startMs: at, endMs: at + 1 }),
    );
    opened.add({ chunks });
    await device.addServer(server.url);
    const selection = { of: 'everything' } as const;
    const { batch } = await device.work.start({ kind: 'embed', selection });
    if (batch === undefined) throw new Error('There is nothing to embed.');
    const { rows } = batch.progress;
    expect(rows).toBe(50);
    const doneRows = (): number =>
      device.batches.rows(batch.id, { state: 'done', offset: 0, limit: 1 }).total;
    let asked = 0;
    const sent = new Set<unknown>();
    let underWayAtKills = 0;
    let killAt = Infinity;
    let kill = (): void => {};
    server.answer = ({ body }, response) => {
      if (++asked === killAt) setTimeout(kill, 10 * Math.random());
      const inputs = Array.isArray(body.input) ? body.input : [];
      sent.add(inputs[0]);
      // Each text has a vector of its own, so that none can be taken for another's.
      const data = inputs.map((text) => ({ embedding: [1, Number(`${text}`.split(' ')[1]) + 1] }));
      setTimeout(() => response.end(JSON.stringify({ model: 'tiny', data })), 5 * Math.random());
      return undefined;
    };
    for (let killed = 0; killed <= kills; killed++) {
      const child = spawn(process.execPath, [childFile, library.directory], { stdio: 'ignore' });
      killAt = killed < kills ? asked + 4 + Math.floor(10 * Math.random()) : Infinity;
      kill = () => void child.kill('SIGKILL');
      await once(child, 'exit');
      expect(storedInSpace(library)).toBe(storedByRows(library, batch.id));
      if (killed === kills) break;
      // The server reads what the killed process had written to its socket.
      await sleep(50);
      underWayAtKills += sent.size - doneRows();
    }
    expect(storedInSpace(library)).toBe(texts);
    expect(teamSpace(library)?.modelId).toBe('tiny');
    expect(asked - rows).toBeLessThanOrEqual(underWayAtKills);
    const wrong = library.db.$client
      .prepare<[], number>(
        `SELECT count(*) FROM chunks c JOIN chunk_vectors_${teamSpace(library)?.id} v ON v.rowid = c.id
         WHERE abs(vec_distance_cosine(v.vector,
           vec_f32('[1,' || (CAST(substr(c.text, 6) AS INTEGER) + 1) || ']'))) > 1e-5`,
      )
      .pluck();
    expect(wrong.get()).toBe(0);
  } finally {
    await device.close();
    await server.close();
    opened.close();
  }
}, 120_000);

function storedInSpace(library: Library): number {
  const space = teamSpace(library) ?? buildingTeamSpace(library);
  return countVectors(library, space?.id ?? 0).embedded;
}

/** Vectors that the rows which are done say that they have stored. */
function storedByRows(library: Library, batchId: BatchId): number {
  return (
    library.db.$client
      .prepare<unknown[], number>(
        `SELECT count(*) FROM work_items i JOIN batch_rows r
           ON r.batch_id = i.batch_id AND r.custom_id = i.custom_id
         WHERE i.batch_id = ? AND r.state = 'done' AND i.applied`,
      )
      .pluck()
      .get(batchId) ?? 0
  );
}
