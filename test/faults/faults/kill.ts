import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chance } from '../../fuzz/engine/chance.ts';
import { compileDisk } from '../disk/compileDisk.ts';
import type { DiskCounts } from '../disk/faultDisk.ts';
import type { Ending, Fault } from '../fault.ts';
import { noHooks, type Operation } from '../operations/operation.ts';
import { allOperations } from '../operations/operations.ts';
import { judge, judgeFirst } from '../work/judge.ts';
import { type RunOptions, runOperation } from '../work/runOperation.ts';

const usualTrials = 20;
/** An operation may make a call less than the time before. */
const attempts = 5;

/** SIGKILL between any two calls that change the disk, in every stage. */
export const fault: Fault = {
  name: 'kill',
  description: 'SIGKILL before a random call that changes the disk, in every stage',
  run: async ({ seed, only = '', trials = usualTrials }, onRow) => {
    const disk = await compileDisk();
    if ('missing' in disk) {
      return onRow({ what: 'kill -9', endings: [], notes: [], skipped: disk.missing });
    }
    for (const operation of await allOperations()) {
      if (!operation.name.includes(only)) continue;
      const place = await mkdtemp(join(tmpdir(), 'trendroom-faults-'));
      try {
        const killing = new Killing(operation, place, disk.library);
        for (const [stage, { all }] of Object.entries(await killing.begin())) {
          const chance = new Chance(seed);
          const endings: Ending[] = [];
          while (endings.length < trials) endings.push(await killing.trial(stage, all, chance));
          const name = operation.name.startsWith(stage) ? '' : `, ${stage}`;
          onRow({ what: `kill -9: ${operation.name}${name}`, endings, notes: [] });
        }
      } finally {
        await rm(place, { recursive: true, force: true });
      }
    }
  },
};

/** One operation, killed again and again from the same beginning. */
class Killing {
  readonly #operation: Operation;
  readonly #prepared: string;
  readonly #folder: string;
  readonly #run: RunOptions & { acknowledgements: string };
  #complete: Record<string, number> = {};

  constructor(operation: Operation, place: string, library: string) {
    this.#operation = operation;
    this.#prepared = join(place, 'prepared');
    this.#folder = join(place, 'disk');
    const acknowledgements = join(place, 'acknowledged');
    this.#run = { operation, folder: this.#folder, library, acknowledgements };
  }

  /** Runs it once undisturbed. Returns its stages with the calls that each makes. */
  async begin(): Promise<Record<string, DiskCounts>> {
    await mkdir(this.#folder);
    // Where it is going to be: a job names its file by its path.
    await this.#operation.prepare(this.#folder);
    await cp(this.#folder, this.#prepared, { recursive: true });
    const result = await runOperation(this.#run);
    this.#complete = (await this.#operation.inspect(this.#folder, [])).counts;
    return result.killed ? {} : result.stages;
  }

  async trial(stage: string, calls: number, chance: Chance): Promise<Ending> {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const at = 1 + chance.below(calls);
      await rm(this.#folder, { recursive: true, force: true });
      await cp(this.#prepared, this.#folder, { recursive: true });
      const { killed } = await runOperation({ ...this.#run, kill: { stage, at } });
      if (!killed) continue;
      const ending = await this.#judge();
      const where = `before call ${at} of ${calls} in ${stage}`;
      return 'detail' in ending ? { ...ending, detail: `${where}: ${ending.detail}` } : ending;
    }
    return { kind: 'other', detail: `${stage} made fewer calls each time` };
  }

  async #judge(): Promise<Ending> {
    const { acknowledgements, operation, folder } = this.#run;
    const text = await readFile(acknowledgements, 'utf8');
    const acknowledged = text.split('\n').filter((line) => line !== '');
    const given = { operation, folder, complete: this.#complete, acknowledged };
    const first = await judgeFirst(given);
    if (first.kind !== 'whole') return first;
    return judge({ ...given, run: () => operation.run(folder, noHooks) });
  }
}
