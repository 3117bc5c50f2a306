import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Certificate } from '../../support/certificates.ts';

/** Code of Postgres' SSLRequest message (PostgreSQL documentation, 54.7 Message Formats). */
const sslRequestCode = 80_877_103;

export interface TlsFront {
  port: number;
  close(): Promise<void>;
}

/**
 * TLS in front of a real Postgres, spoken as Postgres does: the client asks, the server answers
 * `S`, and the handshake follows on the same connection. The server binaries that the tests install
 * are built without OpenSSL.
 */
export async function openTlsFront(postgresPort: number, server: Certificate): Promise<TlsFront> {
  const secureContext = createSecureContext({ cert: server.certificate, key: server.key });
  const open = new Set<{ destroy(): void }>();
  const front = createServer((client) => {
    open.add(client);
    client.on('error', () => client.destroy());
    client.once('data', (request) => {
      if (request.length !== 8 || request.readInt32BE(4) !== sslRequestCode) {
        client.destroy();
        return;
      }
      client.write('S');
      const plain = new TLSSocket(client, { isServer: true, secureContext });
      const postgres = connect(postgresPort, '127.0.0.1');
      for (const [from, to] of [
        [plain, postgres],
        [postgres, plain],
      ] as const) {
        open.add(from);
        from.on('error', () => to.destroy());
        from.on('close', () => to.destroy());
        from.pipe(to);
      }
    });
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  return {
    port: (front.address() as AddressInfo).port,
    close: async () => {
      for (const socket of open) socket.destroy();
      front.close();
      await once(front, 'close');
    },
  };
}
