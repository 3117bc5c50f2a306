import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Experiment, ShownExperiment } from '../src/contract/index.ts';
import { Terminal } from './support/terminal.ts';

vi.setConfig({ testTimeout: 90_000 });

let terminal: Terminal;
beforeAll(async () => {
  terminal = await Terminal.open();
});
afterAll(() => terminal.close());

test('an experiment is created, started, fed with events, decided and overruled', async () => {
  const created = await terminal.json<Experiment>(
    ...['experiments', 'create', 'Price or dish?', '--hypothesis', 'The price keeps more people.'],
    ...['--measure', 'click', '--baseline', '0.3', '--effect', '0.2', '--per-day', '100'],
    ...['--variant', 'This dish', '--variant', 'For two euros'],
  );
  expect(created).toMatchObject({ state: 'draft', spec: { variants: [{ id: 'A' }, { id: 'B' }] } });
  const { id } = created;
  await terminal.json('experiments', 'start', id);
  const { variant } = await terminal.json<{ variant: string }>('experiments', 'assign', id, 'p');
  const event = (name: string, properties: object) =>
    JSON.stringify({
      ...{ id: name, name, person: 'p', consent: 'granted', atMs: Date.now(), properties },
    });
  const lines = [event('exposure', { experiment: id, variant }), event('click', { target: 'x' })];
  const file = join(terminal.folder, 'events.jsonl');
  writeFileSync(file, lines.join('\n'));
  await terminal.json('events', 'import', file);
  const shown = await terminal.json<ShownExperiment>('experiments', 'show', id.slice(0, 8));
  expect(shown.evaluation?.decision).toBe('inconclusive');
  expect(shown.stopRule?.days).toBeGreaterThan(1);
  const alone = await terminal.run('experiments', 'decide', id, '--overrule', 'kill');
  expect(alone.exitCode).toBe(2);
  const reason = 'The dish is sold out.';
  const decided = await terminal.json<Experiment>(
    ...['experiments', 'decide', id, '--overrule', 'kill', '--reason', reason],
  );
  expect(decided.decisions).toMatchObject([{ decision: 'kill', overruled: { reason } }]);
  const listed = await terminal.run('experiments');
  expect(listed.stdout).toContain('kill          Price or dish?');
  const unknown = await terminal.run('--json', 'experiments', 'show', 'zzz');
  expect(unknown.stdout).toContain('experiment.notFound');
});

test('a variant of a draft that is not there is refused', async () => {
  const refused = await terminal.run(
    ...['--json', 'experiments', 'create', 'x', '--hypothesis', 'y', '--measure', 'click'],
    ...['--baseline', '0.3', '--effect', '0.2', '--variant', 'a', '--variant', 'draft:none'],
  );
  expect(refused.stdout).toContain('draft.notFound');
});
