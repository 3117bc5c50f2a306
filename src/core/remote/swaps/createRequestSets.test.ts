import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BatchId, JobId } from '../../../contract/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { insertRows } from '../batches/rows/batchRepository.ts';
import { insertBatch, setBatchJob } from '../batches/storedBatches.ts';
import { createRequestSets } from './createRequestSets.ts';

let place: TemporaryLibrary;
beforeEach(async () => {
  place = await temporaryLibrary();
});
afterEach(() => place.remove());

test('a set takes requests evenly from a long batch, by few statements', () => {
  const { library } = place;
  const id = 'batch-of-many-rows' as BatchId;
  const requests = Array.from({ length: 10_000 }, (_, number) => ({
    customId: `row-${number}`,
    body: { messages: [{ role: 'user' as const, content: `question ${number}` }] },
  }));
  const batch = { id, name: 'Many', kind: 'chat', place: 'remote' } as const;
  insertBatch(library, batch);
  library.db.transaction(() => insertRows(library, id, requests, 0));
  setBatchJob(library, id, 'job-of-the-batch' as JobId);

  const { $client } = library.db;
  const { prepare } = $client;
  let statements = 0;
  $client.prepare = ((text: string) => {
    statements += 1;
    return prepare.call($client, text);
  }) as typeof prepare;
  const sets = createRequestSets(library);
  const set = sets.takeFromBatch('Sample', id, 500);
  $client.prepare = prepare;

  expect(set).toMatchObject({ name: 'Sample', kind: 'chat', requests: 500 });
  expect(statements).toBeLessThan(20);
  const taken = sets.requests(set.id, { offset: 0, limit: 500 }).requests;
  expect(taken).toEqual(requests.filter((_, at) => at % 20 === 0));
});
