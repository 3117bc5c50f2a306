import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ending, Fault } from '../fault.ts';
import { makeManyRecords } from '../work/manyRecords.ts';
import { readEndings } from '../work/readEndings.ts';

const usualTrials = 400;
const child = join(import.meta.dirname, '../work/flipChild.ts');

/** One bit of the database is another: a failing disk. */
export const fault: Fault = {
  name: 'pageFlips',
  description:
    'one bit of a page of the database is flipped; all is opened, read, searched, verified',
  run: async ({ seed, trials = usualTrials }, onRow) => {
    const place = await mkdtemp(join(tmpdir(), 'trendroom-faults-'));
    try {
      await makeManyRecords(join(place, 'made'));
      await rename(join(place, 'made'), join(place, 'prepared'));
      const endings: Ending[] = [];
      // A flip that kills the program counts, and the next process goes on after it.
      while (endings.length < trials) {
        const args = [place, `${trials}`, `${seed}`, `${endings.length}`];
        await readEndings({ program: child, args, env: process.env }, (ending) =>
          endings.push(ending),
        );
      }
      onRow({ what: 'a bit of the database flipped', endings, notes: notesOf(endings) });
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  },
};

function notesOf(endings: readonly Ending[]): string[] {
  const coded = endings.flatMap((ending) => (ending.kind === 'coded' ? [ending.code] : []));
  const byVerify = coded.filter((code) => code === 'verify').length;
  const count = (kind: Ending['kind']): number =>
    endings.filter((ending) => ending.kind === kind).length;
  return [
    `${coded.length - byVerify} flips were refused with a code at opening or reading, ${byVerify} more found by verify`,
    `${count('whole')} changed nothing that is read (free space, unused bytes), ${count('unseen')} changed contents unseen`,
  ];
}
