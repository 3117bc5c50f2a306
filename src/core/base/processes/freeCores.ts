import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Time that processors worked, and had in all. */
export interface ProcessorTimes {
  busyMs: number;
  allMs: number;
  /** Of the busy time, this process's own. */
  ownMs: number;
}

export interface FreeCoresOptions {
  /** What a quiet machine lends: as many threads as cores. */
  cores: number;
  /** What was seen over a longer time is not about now; 8 seconds when left out. */
  staleMs?: number;
  nowMs?: () => number;
  readTimes?: () => ProcessorTimes;
}

/** How often the machine is looked at: one scheduler slice of another program is no load. */
const lookEveryMs = 400;
/** A core of which others take so little is still worth a thread. */
const tolerated = 0.35;

/**
 * How many threads a step should have. ggml's threads wait for each other by spinning, hundreds of
 * times a step: with another program on one of the cores all of them wait for its time slices, and a
 * step takes five to ten times as long. One thread fewer waits for nobody.
 */
export class FreeCores {
  readonly #cores: number;
  readonly #staleMs: number;
  readonly #nowMs: () => number;
  readonly #readTimes: () => ProcessorTimes;
  #isNew = true;
  #threads: number;
  #before: ProcessorTimes;
  #lookedAtMs: number;
  /** What the look before would have given: more threads come only when two looks agree. */
  #wanted: number;

  constructor(options: FreeCoresOptions) {
    const {
      cores,
      staleMs = 8_000,
      nowMs = () => performance.now(),
      readTimes = readProcessorTimes,
    } = options;
    this.#cores = cores;
    this.#staleMs = staleMs;
    this.#nowMs = nowMs;
    this.#readTimes = readTimes;
    this.#threads = cores;
    this.#wanted = cores;
    this.#before = readTimes();
    this.#lookedAtMs = nowMs();
  }

  /** At least one, at most the cores. Looks at the machine now and then; otherwise costs nothing. */
  threads(): number {
    const nowMs = this.#nowMs();
    const sinceMs = nowMs - this.#lookedAtMs;
    if (sinceMs < lookEveryMs) return this.#threads;
    const before = this.#before;
    const now = this.#readTimes();
    this.#before = now;
    this.#lookedAtMs = nowMs;
    const allMs = now.allMs - before.allMs;
    // Some systems tell nothing.
    if (!(allMs > 0) || sinceMs > this.#staleMs) return this.#threads;
    const othersMs = Math.max(0, now.busyMs - before.busyMs - (now.ownMs - before.ownMs));
    const freeCores = this.#cores * (1 - othersMs / allMs);
    const wanted = Math.min(this.#cores, Math.max(1, Math.floor(freeCores + tolerated)));
    if (wanted <= this.#threads) this.#threads = wanted;
    else this.#threads = Math.max(this.#threads, Math.min(wanted, this.#wanted));
    this.#wanted = wanted;
    return this.#threads;
  }

  /** The same before work of seconds that cannot change its mind: waits for a look when there is none. */
  async threadsForLong(): Promise<number> {
    if (this.#nowMs() - this.#lookedAtMs > this.#staleMs || this.#isNew) {
      this.#isNew = false;
      this.#before = this.#readTimes();
      this.#lookedAtMs = this.#nowMs();
      await sleep(lookEveryMs);
    }
    return this.threads();
  }
}

/** Of all processors together, since the system started. */
export function processorTimes(): Omit<ProcessorTimes, 'ownMs'> {
  let [busyMs, allMs] = [0, 0];
  for (const { times } of cpus()) {
    const busy = times.user + times.nice + times.sys + times.irq;
    busyMs += busy;
    allMs += busy + times.idle;
  }
  return { busyMs, allMs };
}

function readProcessorTimes(): ProcessorTimes {
  const { user, system } = process.cpuUsage();
  return { ...processorTimes(), ownMs: (user + system) / 1_000 };
}
