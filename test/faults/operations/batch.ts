import { setTimeout as sleep } from 'node:timers/promises';
import type { Batch } from '../../../src/contract/index.ts';
import { AppError, silentLogger, systemClock } from '../../../src/core/base/index.ts';
import type { Library } from '../../../src/core/db/index.ts';
import { copyTemplateDatabase } from '../../../src/core/db/testing/templateDatabase.ts';
import { tidyLibrary } from '../../../src/core/library/index.ts';
import type { RemoteServers } from '../../../src/core/remote/endpoints/types.ts';
import { mediaWithoutSound } from '../../../src/core/remote/testing/mediaWithoutSound.ts';
import { createQueuedBatches } from '../../../src/core/remote/testing/queuedBatches.ts';
import { damageOf, libraryIn, withLibrary } from './openWork.ts';
import type { Operation } from './operation.ts';

const rows = 120;
const lookEveryMs = 100;

type Told = Batch['waitingFor'];

/**
 * A batch of 120 rows, stored and answered by this process in place of a model: what a server that
 * dies does to it is `batchKill.processes.test.ts`.
 */
export const batch: Operation = {
  name: 'batch',
  prepare: async (folder) => copyTemplateDatabase(libraryIn(folder)),
  run: (folder, hooks) =>
    withLibrary(folder, async (library) => {
      tidyLibrary(library);
      const batches = createQueuedBatches({
        ...{ library, servers: noServers, media: mediaWithoutSound(library) },
        ...{ clock: systemClock, logger: silentLogger, local: async ({ body }) => answerTo(body) },
      });
      try {
        const [known] = batches.list(1);
        hooks.stage('import');
        const { id } =
          known ??
          (await batches.create({ name: 'Hooks', kind: 'chat', place: 'local' }, requests));
        hooks.acknowledge('import');
        hooks.stage('results');
        const [job] = batches.queue.list({ limit: 1 });
        if (job?.state === 'failed') batches.queue.retry(job.id);
        batches.start();
        const ended = await Promise.race([
          batches.queue.finished(job?.id ?? ''),
          untilFull(() => {
            const { error, retryAtMs } = batches.queue.get(job?.id ?? '');
            // Not what an earlier run was told.
            if (error !== undefined && retryAtMs !== job?.retryAtMs) return error;
            return batches.get(id).batch.waitingFor;
          }),
        ]);
        if (ended.error !== undefined) throw new AppError(ended.error.code, ended.error.message);
        if (batches.get(id).batch.progress.done === rows) hooks.acknowledge('results');
      } finally {
        await batches.dispose();
      }
    }),
  inspect: (folder, acknowledged) =>
    withLibrary(folder, async (library) => {
      const counts = countsOf(library);
      const isThere: Record<string, boolean> = {
        import: counts.batches === 1 && counts.rows === rows,
        results: counts.answers === rows,
      };
      const problems = await damageOf(library);
      if (counts.batches !== 0 && counts.rows < rows) problems.push(`${counts.rows} rows`);
      const missing = acknowledged.filter((what) => isThere[what] !== true);
      return { problems, missing, counts };
    }),
  isDurable: () => false,
};

/** A batch that cannot be written says why, keeps its answers and tries again: it never ends so. */
async function untilFull(look: () => Told): Promise<{ error: Told }> {
  for (;;) {
    await sleep(lookEveryMs, undefined, { ref: false });
    let error: Told;
    try {
      error = look();
    } catch {
      // It ended meanwhile, and its library is closed.
      return { error: undefined };
    }
    if (error !== undefined) return { error };
  }
}

const requests = Array.from({ length: rows }, (_, number) => ({
  customId: `row-${number}`,
  body: { messages: [{ role: 'user', content: `Number ${number}` }] },
}));

/** Each row's own, so that an answer kept for two rows, or for another one, is noticed. */
function answerTo(body: unknown): unknown {
  const number = /Number (\d+)/.exec(JSON.stringify(body))?.[1];
  return { model: 'tiny', choices: [{ message: { content: `Answer ${number}` } }] };
}

const noServer = (): Promise<never> => Promise.reject(new AppError('endpoint.none', 'No server.'));
const noServers: RemoteServers = {
  ...{ candidates: noServer, get: noServer, call: noServer, load: noServer },
};

/** Of what a person sees: a batch that is still being stored is seen by nobody. */
function countsOf({ db }: Library) {
  const number = (sql: string): number => db.$client.prepare<[], number>(sql).pluck().get() ?? 0;
  const seen = 'batch_id IN (SELECT id FROM batches WHERE job_id IS NOT NULL)';
  return {
    batches: number('SELECT count(*) FROM batches WHERE job_id IS NOT NULL'),
    jobs: number('SELECT count(*) FROM jobs'),
    rows: number(`SELECT count(*) FROM batch_rows WHERE ${seen}`),
    answers: number(`SELECT count(DISTINCT custom_id) FROM batch_rows WHERE ${seen}
      AND state = 'done' AND response LIKE '%Answer ' || substr(custom_id, 5) || '"%'`),
    ended: number(`SELECT count(*) FROM batch_rows WHERE ${seen} AND state <> 'waiting'`),
  };
}
