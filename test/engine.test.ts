import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Terminal } from './support/terminal.ts';

// Each command is a process of its own, seconds long where many run at a time.
vi.setConfig({ testTimeout: 90_000 });

let terminal: Terminal;
beforeAll(async () => {
  terminal = await Terminal.open();
});
afterAll(() => terminal.close());

test('a terminal has no engine of its own, and says who has', async () => {
  const { stdout, exitCode } = await terminal.run('engine', 'stats');
  expect({ stdout, exitCode }).toEqual({
    stdout:
      'No engine runs in this process.\nFor a running Trendroom, see its Engine screen or GET /metrics.\n',
    exitCode: 0,
  });
  expect(await terminal.json('engine', 'stats')).toMatchObject({
    state: 'stopped',
    model: null,
    otherModels: [],
    requests: { running: 0, waiting: 0 },
  });
});

test('a plan without a model says what to install; options it does not take are wrong use', async () => {
  expect(await terminal.run('--json', 'engine', 'plan')).toMatchObject({
    exitCode: 1,
    lines: [{ error: { code: 'model.missing', hint: expect.stringContaining('install') } }],
  });
  for (const options of [
    ['--kv-type', 'q4'],
    ['--pool-tokens', '-5'],
    ['--pool-tokens', 'many'],
  ]) {
    expect(await terminal.run('--json', 'engine', 'plan', ...options)).toMatchObject({
      exitCode: 2,
      lines: [{ error: { code: 'usage.invalid' } }],
    });
  }
});
