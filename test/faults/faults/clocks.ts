import { Chance } from '../../fuzz/engine/chance.ts';
import type { Ending, Fault } from '../fault.ts';
import { backupsInTime } from '../work/clocks/backupsInTime.ts';
import { retriesInTime } from '../work/clocks/retriesInTime.ts';
import { schedulesInTime } from '../work/clocks/schedulesInTime.ts';
import { syncsInTime } from '../work/clocks/syncsInTime.ts';

const usualTrials = 20;

/** A trial with clocks of its own choice: what went wrong, or nothing. */
export type ClockTrial = (chance: Chance) => Promise<string | undefined>;

const kinds: Record<string, () => Promise<{ trial: ClockTrial; close(): Promise<void> }>> = {
  schedules: schedulesInTime,
  retries: retriesInTime,
  backups: backupsInTime,
  sync: syncsInTime,
};

/** The computer's clock jumps to 1970 or 2099 and back. */
export const fault: Fault = {
  name: 'clocks',
  description: 'the clock jumps between 1970, today and 2099, and is right in the end',
  run: async ({ seed, only = '', trials = usualTrials }, onRow) => {
    for (const [name, open] of Object.entries(kinds)) {
      if (!name.includes(only)) continue;
      const chance = new Chance(seed);
      const { trial, close } = await open();
      const endings: Ending[] = [];
      try {
        while (endings.length < trials) {
          const wrong = await trial(chance);
          endings.push(wrong === undefined ? { kind: 'whole' } : { kind: 'lost', detail: wrong });
        }
      } finally {
        await close();
      }
      onRow({ what: `clock jumps: ${name}`, endings, notes: [] });
    }
  },
};
