import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { WorkerName } from '../children/children.ts';
import { WorkerClient } from '../children/workerClient.ts';
import { forkChild } from '../nodeHost.ts';
import { confinedFork, confinementHere } from './confinedFork.ts';
import type { Attempt, TryingCalls } from './testing/tryingChild.ts';

/** Real processes under the policy of each helper, which try what a parser that was taken over would. */
const file = fileURLToPath(new URL('./testing/tryingChild.ts', import.meta.url));
const { landlock, seccomp } = confinementHere();
let folder = '';
let server: Server;
let port = 0;
const clients: WorkerClient<TryingCalls>[] = [];
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-confined-'));
  for (const name of ['given', 'scratch', 'library']) await mkdir(at(name));
  await writeFile(at('given/clip.mp4'), 'the clip');
  await writeFile(at('given/neighbour.mp4'), 'another clip');
  await writeFile(at('library/trendroom.sqlite'), 'the library');
  server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  port = typeof address === 'object' ? (address?.port ?? 0) : 0;
});
afterEach(() => {
  for (const client of clients.splice(0)) client.stop();
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

function start(worker: WorkerName): WorkerClient<TryingCalls> {
  const client = new WorkerClient<TryingCalls>(
    {
      start: (name, access) => {
        const { environment, nodeArguments } = confinedFork(name, access);
        return forkChild(file, { environment: { ...process.env, ...environment }, nodeArguments })
          .child;
      },
    },
    worker,
    { accessOf: () => ({ reads: [at('given/clip.mp4')], writes: [at('scratch')] }) },
  );
  clients.push(client);
  return client;
}

describe.runIf(process.platform === 'linux' && landlock > 0)('files', () => {
  test.each(['media', 'vision', 'whisper', 'engine', 'headers'] as const)(
    '%s opens what it was given, and nothing else',
    async (worker) => {
      const client = start(worker);
      const attempt = (what: Attempt, path: string) => client.call('try', { what, path });
      expect(await client.call('double', new Float32Array([2]))).toEqual(new Float32Array([4]));
      for (const what of ['read', 'readNatively'] as const) {
        expect(await attempt(what, at('given/clip.mp4')), what).toBeUndefined();
        const refusal = what === 'read' ? 'EACCES' : 'errno 13';
        for (const path of [
          ...['/etc/passwd', '/etc/hostname', `/proc/${process.pid}/environ`],
          ...[at('given/neighbour.mp4'), at('library/trendroom.sqlite')],
        ]) {
          expect(await attempt(what, path), `${what} ${path}`).toBe(refusal);
        }
      }
      expect(await attempt('list', at('library'))).toBe('EACCES');
      expect(await attempt('run', '/bin/ls')).toBe('EACCES');
      for (const path of [at('library/new'), at('given/clip.mp4'), join(tmpdir(), 'out')]) {
        expect(await attempt('write', path), path).toBe('EACCES');
      }
      expect(existsSync(at('library/new'))).toBe(false);
    },
  );

  test('what is written goes into the scratch folder, by those that write', async () => {
    for (const worker of ['media', 'engine'] as const) {
      const path = at(`scratch/${worker}`);
      expect(await start(worker).call('try', { what: 'write', path })).toBeUndefined();
      expect(await readFile(path, 'utf8')).toBe('written');
    }
    for (const worker of ['vision', 'whisper'] as const) {
      const path = at(`scratch/${worker}`);
      expect(await start(worker).call('try', { what: 'write', path })).toBe('EFBIG');
    }
  });

  test.runIf(landlock >= 6)('nobody outside is signalled', async () => {
    expect(await start('media').call('try', { what: 'signal' })).toBe('EPERM');
  });

  test('a call that needs another file gets another process; the one before ends its calls', async () => {
    let wanted = '';
    const started: string[][] = [];
    const client = new WorkerClient<TryingCalls>(
      {
        start: (name, given) => {
          started.push([...given.reads]);
          const { environment, nodeArguments } = confinedFork(name, given);
          return forkChild(file, { environment: { ...process.env, ...environment }, nodeArguments })
            .child;
        },
      },
      'media',
      { accessOf: () => ({ reads: [wanted], writes: [] }) },
    );
    clients.push(client);
    const read = (path: string) => {
      wanted = path;
      return client.call('try', { what: 'read', path });
    };
    const [one, other] = [at('given/clip.mp4'), at('given/neighbour.mp4')];
    expect(await Promise.all([read(one), read(one), read(other), read(other)])).toEqual([
      ...[undefined, undefined, undefined, undefined],
    ]);
    expect(started).toEqual([[one], [other]]);
    // Another file of that name, as programs replace files when they save.
    await writeFile(at('given/saved'), 'a newer clip');
    await rename(at('given/saved'), other);
    expect(await read(other)).toBeUndefined();
    expect(started).toEqual([[one], [other], [other]]);
  });
});

describe.runIf(process.platform === 'linux' && seccomp)('network', () => {
  test.each(['media', 'vision', 'whisper', 'engine', 'headers'] as const)(
    '%s opens no socket, not even on this machine',
    async (worker) => {
      const client = start(worker);
      expect(await client.call('try', { what: 'connect', port })).toBe('EACCES');
      expect(await client.call('try', { what: 'connectLocal', path: at('socket') })).toBe('EACCES');
      expect(await client.call('try', { what: 'listen' })).toBe('EACCES');
      expect(await client.call('try', { what: 'ioUring' })).toBe('errno 13');
    },
  );
});

test('without confinement every attempt succeeds: the attempts are real', async () => {
  const client = new WorkerClient<TryingCalls>(
    { start: () => forkChild(file, { environment: process.env }).child },
    'media',
  );
  clients.push(client);
  const attempt = (what: Attempt, path: string) => client.call('try', { what, path });
  expect(await attempt('read', at('library/trendroom.sqlite'))).toBeUndefined();
  expect(await attempt('readNatively', at('library/trendroom.sqlite'))).toBeUndefined();
  expect(await attempt('write', at('library/unconfined'))).toBeUndefined();
  expect(await client.call('try', { what: 'connect', port })).toBeUndefined();
  expect(await client.call('try', { what: 'listen' })).toBeUndefined();
  expect(await client.call('try', { what: 'signal' })).toBeUndefined();
});
