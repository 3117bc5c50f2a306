import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Terminal } from './support/terminal.ts';

let terminal: Terminal;
let branch = '';
beforeEach(async () => {
  terminal = await Terminal.open();
  await terminal.run('settings', 'set', 'theme', 'dark');
  const { lines } = await terminal.run('branches', 'create', 'Try hooks', '--json');
  const made = lines.at(-1) as { branch: { id: string } };
  branch = join(terminal.library, 'branches', made.branch.id);
  expect((await terminal.run('branches', 'open', made.branch.id)).exitCode).toBe(0);
});
afterEach(() => terminal.close());

test.each([
  ['damaged', () => writeFileSync(join(branch, 'library.sqlite'), 'no database '.repeat(500))],
  ['gone', () => rmSync(branch, { recursive: true })],
])('a branch that is %s is refused until the person leaves it', async (_, spoil) => {
  spoil();
  for (const command of [['list'], ['settings', 'set', 'theme', 'light'], ['serve']]) {
    const { exitCode, stderr } = await terminal.run(...command);
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain('could not be opened');
    expect(stderr).toContain('trendroom branches leave. (branch.notOpened)');
  }
  expect((await terminal.run('branches', 'leave')).stdout).toContain(
    'You are back on the library.',
  );
  expect((await terminal.run('--json', 'settings', 'get', 'theme')).lines).toEqual([
    { theme: 'dark' },
  ]);
});
