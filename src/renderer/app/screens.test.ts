import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { screens } from './screens.ts';

test('each screen has a key of its own and a route', () => {
  expect(new Set(screens.map(({ key }) => key)).size).toBe(screens.length);
  const shell = readFileSync(join(import.meta.dirname, 'Shell.tsx'), 'utf8');
  for (const { path } of screens) expect(shell).toContain(`<Route path="${path}`);
});
