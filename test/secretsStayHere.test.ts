import { afterEach, beforeEach, expect, test } from 'vitest';
import { Terminal } from './support/terminal.ts';

/** Passwords in command lines: other users of the machine see those. */

const canary = 'canary-pw-27ae';
let terminal: Terminal;
beforeEach(async () => {
  terminal = await Terminal.open();
});
afterEach(() => terminal.close());

test.each([
  ['team', 'connect', `postgres://anna:${canary}@127.0.0.1:1/team`],
  ['worker', '--team', `postgres://anna:${canary}@127.0.0.1:1/team`],
])('%s %s refuses a password in the address, and does not repeat it', async (...args) => {
  const run = await terminal.run('--json', ...args);
  expect(run).toMatchObject({ exitCode: 2, lines: [{ error: { code: 'usage.invalid' } }] });
  expect(run.stdout).toContain('--password');
  expect(run.stdout + run.stderr).not.toContain(canary);
});

test('a password from the environment reaches no output', async () => {
  terminal.give('TEAM_PASSWORD', canary);
  const address = 'postgres://anna@127.0.0.1:1/team';
  const run = await terminal.run(
    'team',
    'connect',
    address,
    '--password-from-env',
    'TEAM_PASSWORD',
  );
  expect(run.exitCode).toBe(1);
  expect(run.stdout + run.stderr).not.toContain(canary);
});
