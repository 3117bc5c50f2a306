import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface FalsePostgres {
  port: number;
  /** What clients sent, all of it. */
  heard(): string;
  connections: number;
  close(): Promise<void>;
}

/** Asks every client for its password in the clear, as a server may (PostgreSQL documentation, 54.2). */
export async function startFalsePostgres(): Promise<FalsePostgres> {
  let heard = '';
  const open = new Set<Socket>();
  const server = createServer((client) => {
    postgres.connections += 1;
    open.add(client);
    client.on('error', () => client.destroy());
    client.once('data', () => client.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3])));
    client.on('data', (bytes) => {
      heard += bytes.toString('latin1');
      // `p`, the password: nothing more is wanted.
      if (bytes[0] === 0x70) client.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const postgres: FalsePostgres = {
    port: (server.address() as AddressInfo).port,
    heard: () => heard,
    connections: 0,
    close: async () => {
      for (const client of open) client.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return postgres;
}
