import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Branch, EventCounts, Experiment, ShownExperiment } from '../src/contract/index.ts';
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

test('an experiment begins with its branch', async () => {
  const { id } = await terminal.json<Experiment>(
    ...['experiments', 'create', 'Both at once', '--hypothesis', 'It holds.', '--measure', 'click'],
    ...['--baseline', '0.3', '--effect', '0.2', '--variant', 'a', '--variant', 'b', '--branch'],
  );
  const { branches } = await terminal.json<{ branches: Branch[] }>('experiments', 'branch');
  expect(branches).toMatchObject([{ name: 'Experiment: Both at once', experimentId: id }]);
  await terminal.json('experiments', 'branch', 'drop', id);
});

test('a branch for an experiment has its events, goes its own way, and is dropped after the decision', async () => {
  const { id } = await terminal.json<Experiment>(
    ...['experiments', 'create', 'On a branch', '--hypothesis', 'It holds.', '--measure', 'click'],
    ...['--baseline', '0.3', '--effect', '0.2', '--variant', 'a', '--variant', 'b'],
  );
  await terminal.json('experiments', 'start', id);
  const see = async (person: string): Promise<void> => {
    const properties = { experiment: id, variant: 'A' };
    const atMs = Date.now();
    const event = { id: person, name: 'exposure', person, consent: 'granted', atMs, properties };
    const file = join(terminal.folder, `${person}.jsonl`);
    writeFileSync(file, JSON.stringify(event));
    await terminal.json('events', 'import', file);
  };
  const seen = async (): Promise<number> => {
    const { counts } = await terminal.json<EventCounts>('events', 'count');
    return counts.reduce((sum, one) => sum + (one.name === 'exposure' ? one.events : 0), 0);
  };
  await see('before');
  const before = await seen();
  const branch = await terminal.json<Branch>('experiments', 'branch', 'create', id.slice(0, 8));
  expect(branch).toMatchObject({ name: 'Experiment: On a branch', experimentId: id, team: 'none' });
  await terminal.json('branches', 'open', branch.id);
  expect(await seen()).toBe(before);
  await see('there');
  expect(await seen()).toBe(before + 1);
  expect(await terminal.json('experiments', 'decide', id)).toMatchObject({ state: 'decided' });
  await terminal.json('branches', 'leave');
  expect(await seen()).toBe(before);
  expect(await terminal.json('experiments', 'show', id)).toMatchObject({ state: 'running' });

  expect((await terminal.run('experiments', 'branch')).stdout).toContain(
    `${branch.id}  running   Experiment: On a branch`,
  );
  const drop = (...what: string[]) => terminal.json('experiments', 'branch', 'drop', ...what);
  expect(await drop('--decided')).toEqual({ removed: [] });
  await terminal.json('experiments', 'decide', id);
  expect(await drop('--decided')).toEqual({ removed: [branch.id] });
  expect(await drop(id)).toEqual({ removed: [] });
  expect((await terminal.run('experiments', 'branch', 'drop')).exitCode).toBe(2);
  expect(await terminal.json('branches')).toMatchObject({ branches: [] });
});
