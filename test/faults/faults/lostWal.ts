import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chance } from '../../fuzz/engine/chance.ts';
import { compileDisk } from '../disk/compileDisk.ts';
import type { Ending, Fault } from '../fault.ts';
import { edits } from '../operations/edits.ts';
import { libraryIn } from '../operations/openWork.ts';
import { noHooks, type Operation } from '../operations/operation.ts';
import { judgeFirst } from '../work/judge.ts';
import { runOperation } from '../work/runOperation.ts';

const usualTrials = 20;
const toldOf = /last changes may be lost/;

/** The write-ahead log of a killed program is removed, with what only it held. */
export const fault: Fault = {
  name: 'lostWal',
  description: 'after a kill the write-ahead log is removed: verify says so',
  run: async ({ seed, trials = usualTrials }, onRow) => {
    const disk = await compileDisk();
    if ('missing' in disk) {
      return onRow({ what: 'lost log', endings: [], notes: [], skipped: disk.missing });
    }
    const place = await mkdtemp(join(tmpdir(), 'trendroom-faults-'));
    try {
      const [prepared, folder] = [join(place, 'prepared'), join(place, 'disk')];
      const acknowledgements = join(place, 'acknowledged');
      await mkdir(folder);
      await edits.prepare(folder);
      await cp(folder, prepared, { recursive: true });
      const run = { operation: edits, folder, library: disk.library, acknowledgements };
      const undisturbed = await runOperation(run);
      const complete = (await edits.inspect(folder, [])).counts;
      const calls = undisturbed.killed ? 0 : (undisturbed.stages.edits?.all ?? 0);
      const chance = new Chance(seed);
      const endings: Ending[] = [];
      while (endings.length < trials) {
        await rm(folder, { recursive: true });
        await cp(prepared, folder, { recursive: true });
        const at = 1 + chance.below(calls);
        const { killed } = await runOperation({ ...run, kill: { stage: 'edits', at } });
        if (!killed) continue;
        for (const name of ['library.sqlite-wal', 'library.sqlite-shm']) {
          await rm(join(libraryIn(folder), name), { force: true });
        }
        const text = await readFile(acknowledgements, 'utf8');
        const acknowledged = text.split('\n').filter((line) => line !== '');
        endings.push(await judgeLoss({ folder, complete, acknowledged }));
      }
      onRow({ what: 'write-ahead log lost after kill -9', endings, notes: [] });
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  },
};

/** What is missing must be told, and what is there must be there once; work goes on. */
async function judgeLoss(given: {
  folder: string;
  complete: Record<string, number>;
  acknowledged: readonly string[];
}): Promise<Ending> {
  let isTold = false;
  const operation: Operation = {
    ...edits,
    inspect: async (folder, acknowledged) => {
      const found = await edits.inspect(folder, acknowledged);
      isTold = found.problems.some((problem) => toldOf.test(problem));
      return isTold ? { ...found, problems: [], missing: [] } : found;
    },
  };
  const ending = await judgeFirst({ ...given, operation });
  if (ending.kind !== 'whole') return ending;
  await edits.run(given.folder, noHooks);
  return isTold ? { kind: 'coded', code: 'verify' } : ending;
}
