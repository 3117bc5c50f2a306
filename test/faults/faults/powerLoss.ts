import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chance } from '../../fuzz/engine/chance.ts';
import { type Beginning, readBeginning, writeAfterPowerLoss } from '../disk/afterPowerLoss.ts';
import { compileDisk } from '../disk/compileDisk.ts';
import { type Call, readLog } from '../disk/readLog.ts';
import type { Ending, Fault } from '../fault.ts';
import { noHooks, type Operation } from '../operations/operation.ts';
import { allOperations } from '../operations/operations.ts';
import { judge, judgeFirst } from '../work/judge.ts';
import { runOperation } from '../work/runOperation.ts';

const usualTrials = 60;
/** What the library itself tells of a loss: neither damage nor silence. */
const told = /last changes may be lost|database was older/;

/** Writes that were not synchronised are dropped, page by page, at any moment. */
export const fault: Fault = {
  name: 'powerLoss',
  description:
    'the disk as it may be after a loss of power at a random moment: pages that were not synchronised are dropped',
  run: async ({ seed, only = '', trials = usualTrials }, onRow) => {
    const disk = await compileDisk();
    if ('missing' in disk) {
      return onRow({ what: 'power loss', endings: [], notes: [], skipped: disk.missing });
    }
    for (const operation of await allOperations()) {
      if (!operation.name.includes(only)) continue;
      const place = await mkdtemp(join(tmpdir(), 'trendroom-faults-'));
      try {
        const losing = new Losing(operation, place);
        await losing.begin(disk.library);
        const chance = new Chance(seed);
        const endings: Ending[] = [];
        while (endings.length < trials) endings.push(await losing.trial(chance));
        onRow({ what: `power loss: ${operation.name}`, endings, notes: losing.notes() });
      } finally {
        await rm(place, { recursive: true, force: true });
      }
    }
  },
};

/** One run of an operation, written down, and disks made from it. */
class Losing {
  readonly #operation: Operation;
  readonly #folder: string;
  readonly #log: string;
  #beginning: Beginning = [];
  #calls: Call[] = [];
  #complete: Record<string, number> = {};
  #takenBack = 0;
  #told = 0;

  constructor(operation: Operation, place: string) {
    this.#operation = operation;
    this.#folder = join(place, 'disk');
    this.#log = join(place, 'log');
  }

  async begin(library: string): Promise<void> {
    await mkdir(this.#folder);
    await this.#operation.prepare(this.#folder);
    this.#beginning = await readBeginning(this.#folder);
    const { operation, folder, log } = {
      operation: this.#operation,
      folder: this.#folder,
      log: this.#log,
    };
    await runOperation({ operation, folder, library, log });
    this.#calls = await readLog(this.#log);
    this.#complete = (await this.#operation.inspect(this.#folder, [])).counts;
  }

  async trial(chance: Chance): Promise<Ending> {
    const count = 1 + chance.below(this.#calls.length);
    await rm(this.#folder, { recursive: true });
    await mkdir(this.#folder);
    const { promised, acknowledged } = this.#promises(count);
    await writeAfterPowerLoss(this.#folder, {
      ...{ beginning: this.#beginning, calls: this.#calls, count, chance },
    });
    const operation = this.#forgiving(promised, acknowledged);
    const given = { operation, folder: this.#folder, complete: this.#complete };
    const first = await judgeFirst({ ...given, acknowledged: promised });
    const last =
      first.kind === 'whole'
        ? await judge({
            ...given,
            acknowledged: promised,
            run: () => operation.run(this.#folder, noHooks),
          })
        : first;
    const where = `after call ${count} of ${this.#calls.length}`;
    return 'detail' in last ? { ...last, detail: `${where}: ${last.detail}` } : last;
  }

  notes(): string[] {
    return [
      `what was done last was taken back in ${this.#takenBack} trials, and the library told of a loss in ${this.#told}`,
    ];
  }

  /** Of what was acknowledged: what the disk was told to keep, and all of it. */
  #promises(count: number): { promised: string[]; acknowledged: string[] } {
    const done = this.#calls.slice(0, count);
    const logs = new Set<number>();
    for (const { path, inode } of this.#beginning) if (path.endsWith('-wal')) logs.add(inode);
    for (const call of done) {
      if (call.kind === 'create' && call.path.endsWith('-wal')) logs.add(call.inode);
    }
    const syncedAt = done.findLastIndex((call) => call.kind === 'sync' && logs.has(call.inode));
    const marks = done.flatMap((call, at) =>
      call.kind === 'mark' ? [{ word: call.word, at }] : [],
    );
    const isPromised = ({ word, at }: { word: string; at: number }): boolean =>
      at < syncedAt || this.#operation.isDurable(word);
    return {
      promised: marks.filter(isPromised).map(({ word }) => word),
      acknowledged: marks.map(({ word }) => word),
    };
  }

  /** Counts what may go, and reports what may not. */
  #forgiving(promised: readonly string[], acknowledged: readonly string[]): Operation {
    let isFirst = true;
    return {
      ...this.#operation,
      inspect: async (folder) => {
        const found = await this.#operation.inspect(folder, isFirst ? acknowledged : promised);
        const problems = found.problems.filter((problem) => !told.test(problem));
        const missing = found.missing.filter((what) => promised.includes(what));
        if (isFirst && missing.length < found.missing.length) this.#takenBack += 1;
        if (isFirst && problems.length < found.problems.length) this.#told += 1;
        isFirst = false;
        return { ...found, problems, missing };
      },
    };
  }
}
