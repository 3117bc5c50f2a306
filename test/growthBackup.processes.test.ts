import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { EventCounts, Experiment, ShownExperiment } from '../src/contract/index.ts';
import { Terminal } from './support/terminal.ts';

vi.setConfig({ testTimeout: 240_000 });

let terminal: Terminal;
beforeAll(async () => {
  terminal = await Terminal.open();
});
afterAll(() => terminal.close());

let made = 0;
const importEvents = async (...events: object[]) => {
  const file = join(terminal.folder, `events-${made++}.jsonl`);
  const common = { consent: 'granted', atMs: Date.now() };
  writeFileSync(file, events.map((event) => JSON.stringify({ ...common, ...event })).join('\n'));
  return terminal.json('events', 'import', file);
};
const click = (id: string, person: string) => ({
  ...{ id, person, name: 'click', properties: { target: 'x' } },
});

test('a backup holds experiments and events, and a restore brings back those and no later ones', async () => {
  const { id } = await terminal.json<Experiment>(
    ...['experiments', 'create', 'Price or dish?', '--hypothesis', 'The price keeps more people.'],
    ...['--measure', 'click', '--baseline', '0.3', '--effect', '0.2'],
    ...['--variant', 'This dish', '--variant', 'For two euros'],
  );
  await terminal.json('experiments', 'start', id);
  const exposed = (person: string) => ({
    ...{ id: `e-${person}`, person, name: 'exposure' },
    properties: { experiment: id, variant: 'A' },
  });
  await importEvents(exposed('a'), click('1', 'a'), exposed('b'), click('2', 'gone'));
  await terminal.json('events', 'forget', 'gone');
  const shown = await terminal.json<ShownExperiment>('experiments', 'show', id);
  const counted = await terminal.json<EventCounts>('events', 'count');
  const backup = join(terminal.folder, 'backup.tar');
  expect(await terminal.json('backup', backup)).toMatchObject({ files: 2, leftOut: 0 });

  await importEvents(click('3', 'later'));
  await terminal.json('experiments', 'decide', id);
  await terminal.json('restore', backup, '--trust');
  expect(await terminal.json('events', 'count')).toEqual(counted);
  const restored = await terminal.json<ShownExperiment>('experiments', 'show', id);
  expect(restored).toMatchObject({ state: 'running', versions: shown.versions });
  expect(restored.evaluation?.reasons).toEqual(shown.evaluation?.reasons);
  // What was known stays known: keys, and who was forgotten.
  expect(await importEvents(click('1', 'a'), click('4', 'gone'))).toMatchObject({
    ...{ added: 0, duplicates: 1, forgotten: 1 },
  });
  rmSync(backup);
});
