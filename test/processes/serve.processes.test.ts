import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Terminal } from '../support/terminal.ts';

let terminal: Terminal;
beforeEach(async () => {
  terminal = await Terminal.open();
});
afterEach(() => terminal.close());

/** The first line of standard output, and every later one as it comes. */
async function serve(...args: string[]) {
  const child = terminal.start('--json', 'serve', ...args);
  // Nobody reads it here, and a full pipe would hold the program up.
  child.stderr?.resume();
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout ?? expect.fail('no output') });
  output.on('line', (line) => lines.push(line));
  await once(output, 'line');
  return { child, lines, link: JSON.parse(lines[0] ?? '') as Record<string, unknown> };
}

const ended = async (child: ChildProcess): Promise<unknown> => (await once(child, 'exit'))[0];

test('prints one line of JSON, serves, and ends with 0 when told to', async () => {
  const { child, lines, link } = await serve();
  const { port, token } = link;
  expect(link).toEqual({
    url: `http://127.0.0.1:${port}/#token=${token}`,
    port: expect.any(Number),
    token: expect.stringMatching(/^[\w-]{43}$/),
  });
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`http://127.0.0.1:${port}/api/jobs`, { headers });
  expect([answer.status, await answer.json()]).toMatchObject([200, { jobs: [] }]);

  const code = ended(child);
  child.kill('SIGTERM');
  expect(await code).toBe(0);
  expect(lines).toHaveLength(1);
});

test('a port that is taken is said so; another process in the library only stops the jobs', async () => {
  const first = await serve();
  const taken = await terminal.run('--json', 'serve', '--port', `${first.link.port}`);
  expect(taken).toMatchObject({
    exitCode: 2,
    lines: [{ error: { code: 'usage.invalid', message: expect.stringContaining('Port') } }],
  });
  expect(await terminal.run('serve', '--port', '99999')).toMatchObject({ exitCode: 2 });
  const gone = join(terminal.folder, 'gone');
  expect(await terminal.run('serve', '--allow-folder', gone)).toMatchObject({ exitCode: 2 });

  const second = await serve();
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = {
      authorization: `Bearer ${second.link.token}`,
      'content-type': 'application/json',
    };
    const answer = await fetch(`http://127.0.0.1:${second.link.port}/api${path}`, {
      ...init,
      headers,
    });
    return [answer.status, await answer.json()];
  };
  expect(await ask('/videos')).toMatchObject([200, { total: 0 }]);
  const body = JSON.stringify({ paths: ['/nothing.mp4'] });
  expect(await ask('/videos/ingest', { method: 'POST', body })).toMatchObject([
    409,
    { code: 'library.inUse' },
  ]);
  for (const { child } of [first, second]) {
    const code = ended(child);
    child.kill('SIGINT');
    expect(await code).toBe(0);
  }
});
