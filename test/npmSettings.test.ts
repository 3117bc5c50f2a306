import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

test('npm knows each of the project’s settings', async () => {
  // Each command of npm warns about what it does not know, whatever it does.
  const { stdout, stderr } = await execa('npm', ['config', 'get', 'save-exact'], { cwd: root });
  expect(stdout).toBe('true');
  expect(stderr).not.toContain('Unknown');
});
