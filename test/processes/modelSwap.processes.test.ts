import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Comparison, Endpoint, RequestSet, ServerSwitch } from '../../src/contract/index.ts';
import { type FakeServer, startFakeServer } from '../../src/core/remote/testing/fakeServer.ts';
import { Terminal } from '../support/terminal.ts';

// Each command is a process of its own, seconds long where many run at a time.
vi.setConfig({ testTimeout: 90_000 });

let old: FakeServer;
let next: FakeServer;
let terminal: Terminal;
beforeEach(async () => {
  [old, next] = [await startFakeServer(), await startFakeServer()];
  terminal = await Terminal.open();
});
afterEach(async () => {
  await old.close();
  await next.close();
  await terminal.close();
});

async function add(name: string, { url }: FakeServer, priority: string): Promise<Endpoint> {
  const args = ['--name', name, '--role', 'chat', '--url', url, '--priority', priority];
  const endpoint = await terminal.json<Endpoint>('endpoints', 'add', ...args);
  await terminal.json('endpoints', 'approve', endpoint.id);
  return endpoint;
}

async function saveSet(count: number): Promise<RequestSet> {
  const file = join(terminal.folder, 'hooks.jsonl');
  const lines = Array.from({ length: count }, (_, index) => {
    const body = { messages: [{ role: 'user', content: `Number ${index}` }] };
    return JSON.stringify({ custom_id: `row-${index}`, url: '/v1/chat/completions', body });
  });
  await writeFile(file, lines.join('\n'));
  return terminal.json<RequestSet>('endpoints', 'sets', 'add', 'Hooks', '--file', file);
}

const firstChoice = async (): Promise<string | undefined> =>
  (await terminal.json<{ endpoints: Endpoint[] }>('endpoints', 'list')).endpoints[0]?.name;

test('a set of a file, two servers, both answers, the switch and the way back', async () => {
  const [from, to] = [await add('Old', old, '0'), await add('New', next, '1')];
  next.answer = () => ({ model: 'new-model', choices: [{ message: { content: 'ok then' } }] });
  const set = await saveSet(3);
  const compared = await terminal.run('endpoints', 'compare', from.id, to.id, '--set', set.id);
  expect(compared.exitCode).toBe(0);
  expect(compared.stdout).toMatch(/done\s+3 of 3 {2}Hooks/);
  expect(compared.stdout).toContain('Responses are 67 % similar.');
  const id = /comparisons (\S+)/.exec(compared.stdout)?.[1] ?? '';
  const shown = await terminal.run('endpoints', 'comparisons', id);
  expect(shown.stdout).toMatch(/row-2 {2}67 % similar\n {2}from \d+ ms {2}fits {2}ok\n/);
  expect(shown.stdout).toMatch(/to {3}\d+ ms {2}fits {2}ok then/);

  expect(await firstChoice()).toBe('Old');
  await terminal.run('endpoints', 'decide', id, '--keep', 'to');
  expect(await firstChoice()).toBe('New');
  const { switches } = await terminal.json<{ switches: ServerSwitch[] }>('endpoints', 'switches');
  expect(switches).toMatchObject([
    { from: { name: 'Old', model: 'tiny' }, to: { name: 'New' }, comparisonId: id },
  ]);
  await terminal.run('endpoints', 'roll-back', `${switches[0]?.id}`);
  expect(await firstChoice()).toBe('Old');
});

test('killed in the middle, it goes on with the next pair when a program runs jobs again', async () => {
  const [from, to] = [await add('Old', old, '0'), await add('New', next, '1')];
  const set = await saveSet(8);
  let answers = 0;
  let hangs = true;
  next.answer = () => {
    answers++;
    return hangs && answers > 3 ? undefined : { choices: [{ message: { content: 'ok' } }] };
  };
  const child = terminal.start('endpoints', 'compare', from.id, to.id, '--set', set.id);
  await expect.poll(() => answers, { timeout: 60_000 }).toBe(4);
  child.kill('SIGKILL');
  await once(child, 'close');
  hangs = false;
  const list = async (): Promise<Comparison[]> =>
    (await terminal.json<{ comparisons: Comparison[] }>('endpoints', 'comparisons')).comparisons;
  expect(await list()).toMatchObject([{ compared: 3, requests: 8 }]);
  const serving = terminal.start('--json', 'serve');
  await expect
    .poll(list, { timeout: 60_000, interval: 500 })
    .toMatchObject([{ state: 'done', compared: 8, requests: 8 }]);
  serving.kill('SIGINT');
  await once(serving, 'close');
  // The pair that was under way is asked once more, those before it are not.
  expect(answers).toBe(9);
});
