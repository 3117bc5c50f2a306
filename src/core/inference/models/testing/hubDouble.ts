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

/** An answer of the hub's interface, or a refusal of it. */
interface HubDoubleAnswer {
  status?: number;
  headers?: Record<string, string>;
  /** Sent as JSON; a text as it is. */
  body?: unknown;
}

export interface HubDouble {
  url: string;
  files: Map<string, HubDoubleFile>;
  /** By the path of the address, such as `/api/models`; before the files. */
  answers: Map<string, HubDoubleAnswer>;
  /** The addresses of the interface that were asked for. */
  asked: string[];
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
  const answers = new Map<string, HubDoubleAnswer>();
  const requests: string[] = [];
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    const stored = url.startsWith('/storage');
    const path = stored ? url.slice('/storage'.length) : url;
    const file = files.get(path);
    const answer = answers.get(url.replace(/\?.*$/, ''));
    if (url.startsWith('/api/')) asked.push(url);
    if (answer !== undefined) {
      const { status = 200, headers = {}, body = '' } = answer;
      response.writeHead(status, headers);
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    } else if (file === undefined || file.status !== undefined) {
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
    answers,
    asked,
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

interface Publication {
  /** By their paths. */
  files: Readonly<Record<string, Buffer>>;
  gated?: false | 'auto' | 'manual';
  licence?: string;
}

export const publishedCommit = 'a'.repeat(40);

/** Puts a repository on the hub: its answer as the hub documents it, and its files at that commit. */
export function publish(
  hub: Pick<HubDouble, 'answers' | 'files'>,
  repository: string,
  { files, gated = false, licence = 'apache-2.0' }: Publication,
): Record<string, unknown> {
  const answer = {
    ...{ id: repository, modelId: repository, sha: publishedCommit, private: false, gated },
    ...{ downloads: 1_234, likes: 56, lastModified: '2026-03-01T10:00:00.000Z' },
    tags: ['gguf', `license:${licence}`],
    cardData: { license: licence },
    siblings: [
      { rfilename: 'README.md', size: 900, blobId: 'b'.repeat(40) },
      ...Object.entries(files).map(([rfilename, bytes]) => ({
        rfilename,
        size: bytes.length,
        blobId: 'c'.repeat(40),
        lfs: { sha256: hashOf(bytes), size: bytes.length, pointerSize: 134 },
      })),
    ],
  };
  hub.answers.set(`/api/models/${repository}`, { body: answer });
  for (const [path, bytes] of Object.entries(files)) {
    hub.files.set(`/${repository}/resolve/${publishedCommit}/${path}`, { bytes });
  }
  return answer;
}

async function sendBytes(
  file: HubDoubleFile,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { bytes } = file;
  const etag = `"${hashOf(bytes).slice(0, 16)}"`;
  const wanted = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const { 'if-range': known = etag } = request.headers;
  const isPart = wanted !== null && known === etag && !file.ignoresRange;
  const start = isPart ? Number(wanted[1]) : 0;
  const last = isPart && wanted[2] !== '' ? Number(wanted[2]) : bytes.length - 1;
  let end = Math.min(last + 1, bytes.length);
  const range = { 'content-range': `bytes ${start}-${end - 1}/${bytes.length}` };
  response.writeHead(isPart ? 206 : 200, {
    etag,
    'content-length': end - start,
    ...(isPart ? range : {}),
  });
  const whole = end;
  const resets = (file.resets ?? 0) > 0;
  if (resets) end = Math.min(end, start + (file.resetAfterBytes ?? 0));
  if (file.stallAfterBytes !== undefined) end = Math.min(end, start + file.stallAfterBytes);
  for (let at = start; at < end; at += 16_384) {
    response.write(bytes.subarray(at, Math.min(end, at + 16_384)));
    if (file.pauseMs !== undefined)
      await new Promise((resolve) => setTimeout(resolve, file.pauseMs));
  }
  if (resets && end < whole) {
    file.resets = (file.resets ?? 0) - 1;
    await new Promise((resolve) => setTimeout(resolve, 50));
    response.destroy();
  } else if (end === whole) {
    response.end();
  }
}
