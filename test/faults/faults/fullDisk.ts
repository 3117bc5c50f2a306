import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileDisk, onFaultDisk } from '../disk/compileDisk.ts';
import type { Ending, Fault } from '../fault.ts';
import { readEndings } from '../work/readEndings.ts';

const usualTrials = 200;
const operations = ['ingest', 'backup', 'restore', 'batch', 'edits', 'update of a later version'];
const child = join(import.meta.dirname, '../work/fullDiskChild.ts');

/** ENOSPC from a call that needs space, or from that one on until there is space again. */
export const fault: Fault = {
  name: 'fullDisk',
  description: 'the disk is full at a call that needs space, once or until it is freed',
  run: async ({ seed, only = '', trials = usualTrials }, onRow) => {
    const disk = await compileDisk();
    if ('missing' in disk) {
      return onRow({ what: 'full disk', endings: [], notes: [], skipped: disk.missing });
    }
    for (const operation of operations) {
      if (!operation.includes(only)) continue;
      const place = await mkdtemp(join(tmpdir(), 'trendroom-faults-'));
      try {
        const env = onFaultDisk(disk.library, { root: join(place, 'disk') });
        const endings: Ending[] = [];
        const args = [operation, place, `${trials}`, `${seed}`];
        await readEndings({ program: child, args, env }, (ending) => void endings.push(ending));
        onRow({ what: `full disk: ${operation}`, endings, notes: [] });
      } finally {
        await rm(place, { recursive: true, force: true });
      }
    }
  },
};
