import { expect, test } from 'vitest';
import {
  type Batch,
  batchSchema,
  type ContractReport,
  type Endpoint,
  endpointFieldsSchema,
  endpointIdSchema,
  type SharingStatus,
  type TeamWorker,
} from '../../../contract/index.ts';
import { batchesState, serversState, sharingState, workersState } from './sectionStates.ts';

const server = (name: string, more: Partial<Endpoint> = {}): Endpoint => ({
  ...endpointFieldsSchema.parse({ name, role: 'chat', url: 'http://127.0.0.1:1' }),
  ...{ id: endpointIdSchema.parse(crypto.randomUUID()), hasKey: false, approvedAtMs: 1 },
  ...more,
});
const unreachable: ContractReport = {
  ...{ state: 'unreachable', checkedAtMs: 0, models: [], capabilities: [] },
};

test('servers are counted; one that is off needs nobody, others say what they need', () => {
  expect(serversState([])).toEqual({});
  expect(serversState([server('A')])).toEqual({ count: { number: 1, words: '1 server' } });
  const { approvedAtMs: _, ...unseen } = server('New');
  expect(serversState([server('A'), unseen]).needs).toBe('New is not approved yet');
  const gone = server('Gone', { contract: unreachable });
  expect(serversState([gone, unseen]).needs).toBe('Gone is unreachable, and 1 more');
  expect(serversState([{ ...gone, enabled: false }]).needs).toBeUndefined();
});

test('batches that have ended are not counted, and one that waits needs somebody', () => {
  const progress = {
    ...{ rows: 2, done: 1, failed: 0, rejected: 0, cancelled: 0, waiting: 1, inFlight: 0 },
    ...{ concurrency: 1, inputTokens: 0, outputTokens: 0 },
  };
  const batch = (state: Batch['state'], more = {}): Batch =>
    batchSchema.parse({
      ...{ id: crypto.randomUUID(), name: 'Hooks', kind: 'chat', place: 'remote', state, progress },
      ...{ createdAtMs: 1, ...more },
    });
  expect(batchesState([batch('done'), batch('cancelled')])).toEqual({});
  expect(batchesState([batch('running'), batch('paused')])).toEqual({
    count: { number: 2, words: '2 unfinished' },
  });
  const waitingFor = { code: 'endpoint.none', message: 'No server.', hint: '' };
  expect(batchesState([batch('running', { waitingFor })]).needs).toBe('Hooks is waiting');
});

test('workers that are there are counted; lost ones and dead letters need somebody', () => {
  const worker = (name: string, alive: boolean): TeamWorker => ({
    ...{ id: name, name, version: '1', kinds: [], answersWith: '', alive, seenMsAgo: 0 },
    ...{ startedAtMs: 0, underWay: 0, done: 0, failed: 0, rowsPerSecond: 0, role: 'anna' },
  });
  const status = {
    ...{ target: 'postgres://db', workspace: 'team', approved: true, queues: [], dead: 0 },
    ...{ workers: [worker('one', true), worker('two', false)], deadLetters: [] },
  };
  expect(workersState(status)).toEqual({
    count: { number: 1, words: '1 worker' },
    needs: 'two is lost',
  });
  expect(workersState({ ...status, workers: [], dead: 3 })).toEqual({
    needs: '3 requests failed on every worker',
  });
});

test('sharing counts what the team lacks, and says when texts were edited twice', () => {
  const status: SharingStatus = {
    ...{ connected: true, hasOwnCa: false, records: 9, pending: 0, conflicts: 0 },
    ...{ passwordPersists: true, role: 'editor' },
  };
  expect(sharingState(status)).toEqual({});
  expect(sharingState({ ...status, pending: 4, conflicts: 2 })).toEqual({
    count: { number: 4, words: '4 changes to send' },
    needs: '2 texts edited twice',
  });
  expect(sharingState({ ...status, connected: false, pending: 4 })).toEqual({});
  expect(sharingState({ ...status, role: 'viewer', pending: 1 }).needs).toBe(
    'You have read-only access',
  );
});
