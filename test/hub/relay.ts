import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** What stands between a hub and its database. */
export interface Relay {
  url: string;
  /** `cut`: breaks what is open and takes nothing; `silent`: takes it and never answers. */
  set(mode: 'open' | 'cut' | 'silent'): void;
  close(): void;
}

/** An address of 127.0.0.1 that passes on to the Postgres at `url`, for as long as it is told to. */
export async function openRelay(url: string): Promise<Relay> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let mode: 'open' | 'cut' | 'silent' = 'open';
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const server = createServer((socket) => {
    track(socket);
    if (mode === 'cut') socket.destroy();
    if (mode !== 'open') return;
    const onward = connect(Number(target.port), target.hostname);
    track(onward);
    onward.on('close', () => socket.destroy());
    socket.on('close', () => onward.destroy());
    socket.on('data', (data) => mode === 'silent' || onward.write(data));
    onward.on('data', (data) => mode === 'silent' || socket.write(data));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const relayed = new URL(url);
  relayed.port = `${(server.address() as AddressInfo).port}`;
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: relayed.href,
    set: (next) => {
      mode = next;
      if (next === 'cut') cut();
    },
    close: () => {
      server.close();
      cut();
    },
  };
}
