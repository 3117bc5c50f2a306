import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

interface HubDoubleFile {
  bytes: Buffer;
  /** The connection is reset after that many bytes of an answer, that many times. */
  resetAfterBytes?: number;
  resets?: number;
  /** After that many bytes of an answer nothing more comes. */
  stallAfterBytes?: number;
  /** Pieces come with this pause between them. */
  pauseMs?: number;
  /** What the hub claims the hash is; `none` says nothing. */
  linkedSha256?: string;
  /** Answers every request with the whole file. */
  ignoresRange?: boolean;
  status?: number;
  redirectTo?: string;
}

export interface HubDouble {
  url: string;
  files: Map<string, HubDoubleFile>;
  /** `PATH RANGE` of each request for a file's bytes. */
  requests: string[];
  close(): Promise<void>;
}

/**
 * Stands in for the model hub in tests: the same addresses, the redirect to a storage address
 * with the hash in `x-linked-etag`, ranges; and the faults a network has.
 */
export async function startHubDouble(): Promise<HubDouble> {
  const files = new Map<string, HubDoubleFile>();
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    const stored = url.startsWith('/storage');
    const path = stored ? url.slice('/storage'.length) : url;
    const file = files.get(path);
    if (file === undefined || file.status !== undefined) {
      response.writeHead(file?.status ?? 404).end('no such file');
    } else if (stored) {
      requests.push(`${path} ${request.headers.range ?? 'whole'}`);
      sendBytes(file, request, response).catch(() => response.destroy());
    } else {
      const sha256 = file.linkedSha256 ?? hashOf(file.bytes);
      const headers = sha256 === 'none' ? {} : { 'x-linked-etag': `"${sha256}"` };
      response.writeHead(302, { ...headers, location: file.redirectTo ?? `/storage${path}` }).end();
    }
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    files,
    requests,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function sendBytes(
  file: HubDoubleFile,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { bytes } = file;
  const etag = `"${hashOf(bytes).slice(0, 16)}"`;
  const wanted = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const unchanged = request.headers['if-range'] === etag;
  const start = wanted !== null && unchanged && !file.ignoresRange ? Number(wanted[1]) : 0;
  const range = { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` };
  response.writeHead(start > 0 ? 206 : 200, {
    etag,
    'content-length': bytes.length - start,
    ...(start > 0 ? range : {}),
  });
  let end = bytes.length;
  const resets = (file.resets ?? 0) > 0;
  if (resets) end = Math.min(end, start + (file.resetAfterBytes ?? 0));
  if (file.stallAfterBytes !== undefined) end = Math.min(end, start + file.stallAfterBytes);
  for (let at = start; at < end; at += 16_384) {
    response.write(bytes.subarray(at, Math.min(end, at + 16_384)));
    if (file.pauseMs !== undefined)
      await new Promise((resolve) => setTimeout(resolve, file.pauseMs));
  }
  if (resets && end < bytes.length) {
    file.resets = (file.resets ?? 0) - 1;
    await new Promise((resolve) => setTimeout(resolve, 50));
    response.destroy();
  } else if (end === bytes.length) {
    response.end();
  }
}
