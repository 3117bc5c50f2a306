import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { AddedEvents, EventCounts } from '../src/contract/index.ts';
import { Terminal } from './support/terminal.ts';

vi.setConfig({ testTimeout: 90_000 });

let terminal: Terminal;
beforeAll(async () => {
  terminal = await Terminal.open();
});
afterAll(() => terminal.close());

function written(name: string, text: string): string {
  const file = join(terminal.folder, name);
  writeFileSync(file, text);
  return file;
}

test('events of a file are added once, counted, and forgotten', async () => {
  const day = new Date(Date.now() - 86_400_000).toISOString();
  const event = (id: string, person: string) =>
    JSON.stringify({
      ...{ id, name: 'click', person, consent: 'granted', atMs: day },
      properties: { target: 'link' },
    });
  const lines = [event('1', 'a'), event('2', 'b'), event('1', 'a'), 'no JSON'];
  const file = written('events.jsonl', lines.join('\n'));
  const added = await terminal.run('--json', 'events', 'import', file);
  expect(added.exitCode).toBe(1);
  expect(JSON.parse(added.stdout) satisfies AddedEvents).toMatchObject({
    ...{ added: 2, duplicates: 1, rejected: 1, rejects: [{ index: 3 }] },
  });
  const counted = await terminal.json<EventCounts>('events', 'count');
  expect(counted.counts).toEqual([{ name: 'click', day: day.slice(0, 10), events: 2, people: 2 }]);
  expect(await terminal.json('events', 'forget', 'a')).toEqual({ removed: 1 });
  expect(await terminal.json<EventCounts>('events', 'count')).toMatchObject({
    counts: [{ events: 1, people: 1 }],
  });
});

test('an export of a platform is read by its columns, and one of another names what it has', async () => {
  const file = written(
    'overview.csv',
    'Date,Video Views,Likes,Notes\n2026-05-01,"1,234",5,x\n2026-05-02,many,7,\nTotal,1234,12,\n',
  );
  const first = await terminal.run('--json', 'events', 'import', file, '--platform', 'tiktok');
  expect(JSON.parse(first.stdout)).toEqual({
    ...{ added: 3, updated: 0, unchanged: 0, rejected: 1 },
    rejects: [{ line: 3, message: 'views is not a count: many' }],
  });
  const again = await terminal.run('--json', 'events', 'import', file, '--platform', 'tiktok');
  expect(JSON.parse(again.stdout)).toMatchObject({ added: 0, unchanged: 3 });
  const other = written('other.csv', 'Name,Mail\na,b\n');
  const refused = await terminal.run('--json', 'events', 'import', other, '--platform', 'tiktok');
  expect(JSON.parse(refused.stdout)).toMatchObject({
    error: { code: 'experiment.invalidInput', message: expect.stringContaining('Name, Mail') },
  });
});
