import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { endpointFieldsSchema } from '../../../shared/index.ts';
import { silentLogger, systemClock } from '../../base/index.ts';
import { createMemorySecrets, createNodeHost } from '../../host/index.ts';
import { temporaryLibrary } from '../../library/testing/temporaryLibrary.ts';
import { createEndpoints } from '../endpoints/createEndpoints.ts';
import { startFakeServer } from '../testing/fakeServer.ts';
import { mediaWithoutSound } from '../testing/mediaWithoutSound.ts';
import { createBatches } from './createBatches.ts';

const childFile = fileURLToPath(new URL('./testing/batchChild.ts', import.meta.url));
const rows = 500;
const kills = 5;
const mostAtOnce = 8;

test('killed again and again, a batch comes back whole and each row once', async () => {
  const { library, remove } = await temporaryLibrary();
  const server = await startFakeServer();
  const host = createNodeHost({
    libraryDir: library.directory,
    modelsDir: '',
    logger: silentLogger,
    secrets: createMemorySecrets(),
  });
  const endpoints = createEndpoints({ host, library });
  const batches = createBatches({
    library,
    servers: endpoints.servers,
    media: mediaWithoutSound(library),
    local: () => Promise.reject(new Error('not asked')),
    clock: systemClock,
    logger: silentLogger,
  });
  try {
    const fields = { name: 'GPU box', role: 'chat', url: server.url, maxConcurrency: mostAtOnce };
    const { id } = await endpoints.add(endpointFieldsSchema.parse(fields));
    endpoints.approve(id, true);
    const { id: batchId } = batches.create(
      { name: 'Hooks', kind: 'chat', place: 'there' },
      Array.from({ length: rows }, (_, number) => ({
        customId: `row-${number}`,
        body: { messages: [{ role: 'user', content: `Number ${number}` }] },
      })),
    );

    const asked: number[] = [];
    let killAt = Infinity;
    let kill = (): void => {};
    server.answer = ({ body }, response) => {
      asked.push(Number(/Number (\d+)/.exec(JSON.stringify(body))?.[1]));
      if (asked.length === killAt) kill();
      const answer = { model: 'tiny', choices: [{ message: { content: `${asked.length}` } }] };
      setTimeout(() => response.end(JSON.stringify(answer)), 2 + 8 * Math.random());
      return undefined;
    };
    for (let killed = 0; killed <= kills; killed++) {
      const child = spawn(process.execPath, [childFile, library.directory], { stdio: 'ignore' });
      // Each kill comes at a moment of its own, in the middle of other requests.
      killAt = killed < kills ? asked.length + 20 + Math.floor(60 * Math.random()) : Infinity;
      kill = () => void child.kill('SIGKILL');
      const [code, signal] = await once(child, 'exit');
      expect({ code, signal }).toEqual(
        killed < kills ? { code: null, signal: 'SIGKILL' } : { code: 0, signal: null },
      );
    }

    const { rows: kept, total } = batches.rows(batchId, { offset: 0, limit: rows });
    expect(total).toBe(rows);
    expect(kept.filter(({ state }) => state === 'done')).toHaveLength(rows);
    expect(new Set(asked).size).toBe(rows);
    // Asked twice: at most what was under way, and what had been answered a moment before.
    expect(asked.length - rows).toBeLessThanOrEqual(kills * 3 * mostAtOnce);
    // Of a row that was asked twice, one answer is kept: no two rows have the same one.
    expect(new Set(kept.map(({ response }) => JSON.stringify(response))).size).toBe(rows);
  } finally {
    batches.dispose();
    await endpoints.dispose();
    await server.close();
    await remove();
  }
});
