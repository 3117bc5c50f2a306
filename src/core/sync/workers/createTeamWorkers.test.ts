import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { silentLogger, systemClock } from '../../base/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { createMemorySecrets } from '../../host/index.ts';
import { TeamConsents } from '../postgres/teamConsents.ts';
import { setSharingState } from '../records/sharingState.ts';
import { createTeamWorkers } from './createTeamWorkers.ts';

/** Queues by the address that they were opened at, and how many of each are open. */
const opened: string[] = [];
const open = new Map<string, number>();
const count = (target: string, change: number): void => {
  open.set(target, (open.get(target) ?? 0) + change);
};

// Only how often the queue is opened matters here; test/team opens it on a real server.
vi.mock('./connectTeamQueue.ts', () => ({
  connectTeamQueue: async (_tools: unknown, { target }: { target: string }) => {
    opened.push(target);
    count(target, 1);
    const db = { schema: 'trendroom', query: async () => [] };
    const workspace = { id: 'w', name: 'Team', role: 'owner' };
    return { db, workspace, close: async () => count(target, -1) };
  },
}));

const secrets = createMemorySecrets();
let place: TemporaryLibrary;
let workers: ReturnType<typeof createTeamWorkers>;
beforeAll(async () => {
  place = await temporaryLibrary();
  const { library } = place;
  const unused = async (): Promise<never> => expect.fail('no server is asked here');
  workers = createTeamWorkers({
    ...{ library, logger: silentLogger, clock: systemClock, version: '0' },
    host: { secrets, networkAllowed: true },
    servers: { candidates: async () => [], get: unused, call: unused, load: unused },
    ...{ local: unused, answersLocally: async () => false, answersWith: async () => '' },
  });
});
afterAll(async () => {
  await workers.dispose();
  await place.remove();
});

test('callers that come at the same time share one queue, also when its address changes', async () => {
  const connect = async (target: string): Promise<void> => {
    await new TeamConsents(secrets).give('sharing', { target, workspaceId: 'w', caPem: '' });
    setSharingState(place.library, { connected: 1, target, workspaceId: 'w' });
  };
  await connect('postgres://one/team');
  await Promise.all([workers.removeDead(), workers.removeDead(), workers.removeDead()]);
  expect(opened).toEqual(['postgres://one/team']);
  await connect('postgres://two/team');
  await Promise.all([workers.removeDead(), workers.removeDead(), workers.removeDead()]);
  expect(opened).toEqual(['postgres://one/team', 'postgres://two/team']);
  expect([...open]).toEqual([
    ['postgres://one/team', 0],
    ['postgres://two/team', 1],
  ]);
  await workers.dispose();
  expect([...open.values()]).toEqual([0, 0]);
});
