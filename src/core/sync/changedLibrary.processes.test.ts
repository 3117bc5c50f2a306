import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silentLogger, systemClock } from '../base/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../db/testing/temporaryLibrary.ts';
import { createMemorySecrets, createNodeHost, type Secrets } from '../host/index.ts';
import { createSharing, type Sharing } from './createSharing.ts';
import { passwordName } from './postgres/teamConnection.ts';
import { TeamConsents } from './postgres/teamConsents.ts';
import { setSharingState, startRecording } from './records/sharingState.ts';
import { type FalsePostgres, startFalsePostgres } from './testing/falsePostgres.ts';
import { createTeamWorkers, type TeamWorkers } from './workers/createTeamWorkers.ts';

/** The library's table says where the team's database is, whoever wrote into it. */

const canary = 'canary-pw-9d11';
const own = 'postgres://anna@127.0.0.1:5999/team';
const unconfirmed = { code: 'sharing.unconfirmed' };
let device: TemporaryLibrary;
let stranger: FalsePostgres;
let secrets: Secrets;
let sharing: Sharing;
let workers: TeamWorkers;

beforeEach(async () => {
  device = await temporaryLibrary();
  stranger = await startFalsePostgres();
  secrets = createMemorySecrets();
  const { library } = device;
  // As a connection leaves it.
  const connected = { target: own, workspaceId: 'w', caPem: '' };
  startRecording(library, connected);
  await secrets.set(passwordName, own, canary);
  await new TeamConsents(secrets).give('sharing', connected);
  const host = createNodeHost({ libraryDir: '', modelsDir: '', logger: silentLogger, secrets });
  sharing = createSharing({ library, host, holdLibrary: () => undefined });
  const unused = () => Promise.reject(new Error('not asked'));
  workers = createTeamWorkers({
    ...{ library, host, logger: silentLogger, clock: systemClock, version: '0' },
    servers: { candidates: async () => [], get: unused, call: unused, load: unused },
    ...{ local: unused, answersLocally: async () => false, answersWith: async () => '' },
  });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await workers.dispose();
  await sharing.dispose();
  await stranger.close();
  await device.remove();
});

const move = (): void =>
  setSharingState(device.library, { target: `postgres://anna@127.0.0.1:${stranger.port}/team` });

test('a false database that the table names gets neither password nor texts', async () => {
  vi.stubEnv('PGPASSWORD', canary);
  move();
  await expect(sharing.sync()).rejects.toMatchObject(unconfirmed);
  await expect(workers.get()).rejects.toMatchObject(unconfirmed);
  await expect(workers.approve(true)).rejects.toMatchObject(unconfirmed);
  expect((await sharing.search({ query: 'ferns', limit: 5 })).problem).toMatchObject(unconfirmed);
  expect(stranger.connections).toBe(0);
});

test.each([
  ['an authority', { caPem: '-----BEGIN CERTIFICATE-----' }],
  ['a workspace', { workspaceId: 'of others' }],
  ['a user', { target: own.replace('anna', 'postgres') }],
])('%s that the user did not connect with is not used', async (_what, change) => {
  setSharingState(device.library, change);
  await expect(sharing.sync()).rejects.toMatchObject(unconfirmed);
});

test('who connects to another database by hand does not give it the password of the first', async () => {
  const target = `postgres://anna@127.0.0.1:${stranger.port}/team`;
  await sharing.connect({ target }).catch(() => undefined);
  expect(stranger.connections).toBeGreaterThan(0);
  expect(stranger.heard()).not.toContain(canary);
});
