import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { describeLoss } from './index.ts';

const run = promisify(execFile);

/** Opens and closes a library again and again, as a terminal beside the window does. */
const openings = `
  import { describeLoss, openLibrary } from '${new URL('./index.ts', import.meta.url).href}';
  import { systemClock } from '${new URL('../base/index.ts', import.meta.url).href}';
  const [directory, id] = process.argv.slice(1);
  for (let opening = 0; opening < 600; opening++) {
    const library = openLibrary({ directory, clock: systemClock });
    const loss = describeLoss(directory);
    if (loss !== undefined) throw new Error(loss.detail);
    if (opening % 3 === 0) {
      library.db.$client.exec(\`INSERT INTO settings VALUES ('\${id}-\${opening}', '1')\`);
    }
    library.close();
  }
`;

test('processes that open and close a library at the same time raise no alarm of a loss', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'trendroom-state-'));
  try {
    const directory = join(folder, 'library');
    const one = (id: string) =>
      run(process.execPath, ['--input-type=module', '-e', openings, directory, id]);
    await Promise.all(['a', 'b', 'c', 'd'].map(one));
    expect(describeLoss(directory)).toBeUndefined();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
