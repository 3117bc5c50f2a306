import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { systemClock } from '../../src/core/base/index.ts';
import { openLibrary } from '../../src/core/db/index.ts';
import { createMemorySecrets } from '../../src/core/host/index.ts';
import { createSharing } from '../../src/core/sync/index.ts';

/** What a new device needs to take all that the others have, in words. */
export async function firstPull(url: string): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'trendroom-pull-'));
  const library = openLibrary({ directory, clock: systemClock });
  const host = { secrets: createMemorySecrets(), networkAllowed: false };
  const sharing = createSharing({ library, host, holdLibrary: () => {} });
  try {
    await sharing.connect({ target: url });
    const [startedMs, before] = [performance.now(), process.cpuUsage()];
    const { pulled } = await sharing.sync();
    const seconds = (performance.now() - startedMs) / 1_000;
    const { user, system } = process.cpuUsage(before);
    const busy = (user + system) / 1e6;
    return `A new device took ${pulled} records in ${seconds.toFixed(1)} s, ${busy.toFixed(1)} s of a processor.`;
  } finally {
    await sharing.dispose();
    library.close();
    rmSync(directory, { recursive: true });
  }
}
