import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { toAppError } from '../../base/index.ts';
import { parsePostgresAddress } from './postgresAddress.ts';
import { openPostgres } from './postgresDatabase.ts';

/** A Postgres that answers every connection with an error of this SQLSTATE. */
async function codeAfter(sqlState: string): Promise<string> {
  const fields = Buffer.from(`SFATAL\0C${sqlState}\0Msaid the server\0\0`);
  const answer = Buffer.alloc(5 + fields.length);
  answer.write('E');
  answer.writeInt32BE(4 + fields.length, 1);
  fields.copy(answer, 5);
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const db = openPostgres(parsePostgresAddress(`postgres://anna:pw@127.0.0.1:${port}/team`));
  try {
    return await db.query('SELECT 1').then(
      () => 'answered',
      (error: unknown) => toAppError(error).code,
    );
  } finally {
    await db.close();
    server.close();
  }
}

test('a wrong password or database is told apart from a server that is away for a while', async () => {
  expect(await codeAfter('28P01')).toBe('sharing.refused');
  expect(await codeAfter('3D000')).toBe('sharing.refused');
  expect(await codeAfter('57P03')).toBe('sharing.unreachable');
});
