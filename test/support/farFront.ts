import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { makeAuthority, signServer } from './certificates.ts';

/** How a device enters a server that it reaches beyond its machine. */
export interface FarFront {
  url: string;
  caPem: string;
  proxyUrl: string;
  close(): Promise<void>;
}

/**
 * Makes a server on loopback one beyond this machine, as far as a device can tell: it has a name of
 * the internet, is reached through a proxy, and speaks TLS with a certificate for that name.
 */
export async function openFarFront(serverUrl: string, folder: string): Promise<FarFront> {
  const authority = await makeAuthority(folder, 'authority');
  const name = 'gpu.example';
  const { certificate, key } = await signServer(authority, { name, altName: `DNS:${name}` });
  const secureContext = createSecureContext({ cert: certificate, key });
  const open = new Set<{ destroy(): void }>();
  const front = createServer();
  front.on('connect', (_request, client) => {
    client.write('HTTP/1.1 200 Connected\r\n\r\n');
    const plain = new TLSSocket(client, { isServer: true, secureContext });
    const server = connect(Number(new URL(serverUrl).port), '127.0.0.1');
    for (const [from, to] of [
      [plain, server],
      [server, plain],
    ] as const) {
      open.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
      from.pipe(to);
    }
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  return {
    url: `https://${name}`,
    caPem: authority.certificate,
    proxyUrl: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of open) socket.destroy();
      front.close();
      await once(front, 'close');
    },
  };
}
