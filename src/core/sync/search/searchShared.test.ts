import { createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { createMemorySecrets } from '../../host/index.ts';
import { openTarget } from '../postgres/teamConnection.ts';
import { searchShared } from './searchShared.ts';

let place: TemporaryLibrary;
beforeEach(async () => {
  place = await temporaryLibrary();
});
afterEach(() => place.remove());

/** A Postgres that refuses every password, by its protocol. */
async function refusingPostgres() {
  const fields = 'SFATAL\0C28P01\0Mpassword authentication failed for user "ana"\0\0';
  const refusal = Buffer.alloc(5 + fields.length);
  refusal.write('E');
  refusal.writeUInt32BE(4 + fields.length, 1);
  refusal.write(fields, 5);
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.once('data', () => socket.end(refusal));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return {
    target: `postgres://ana:wrong@127.0.0.1:${address.port}/team?sslmode=disable`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

test('a wrong password is told, beside what is known here', async () => {
  const postgres = await refusingPostgres();
  const { library } = place;
  const host = { secrets: createMemorySecrets(), networkAllowed: true };
  const tools = { library, host, holdLibrary: () => undefined };
  const found = await searchShared(
    { library, team: () => openTarget(tools, postgres.target, { caPem: '' }) },
    { query: 'ferns', limit: 5 },
  );
  postgres.close();
  expect(found).toEqual({
    hits: [],
    searched: 'local',
    meaningSearched: false,
    problem: {
      code: 'sharing.refused',
      message: expect.stringContaining('password authentication failed'),
      hint: expect.stringContaining('password'),
    },
  });
});
