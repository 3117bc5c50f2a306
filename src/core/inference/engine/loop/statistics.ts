import type { Histogram } from '../../../../contract/index.ts';

/** Bounds in seconds; vLLM's for the time to the first token, thinned. */
const boundsSeconds = [
  0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.25, 0.5, 0.75, 1, 2.5, 5, 10, 20, 40, 80, 160,
];
const windowMs = 10_000;

/** Durations by how many were at most each bound. */
export class DurationHistogram {
  readonly #counts = boundsSeconds.map(() => 0);
  #sumSeconds = 0;
  #count = 0;

  add(milliseconds: number): void {
    const seconds = milliseconds / 1_000;
    this.#sumSeconds += seconds;
    this.#count++;
    boundsSeconds.forEach((bound, index) => {
      if (seconds <= bound) this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    });
  }

  read(): Histogram {
    const buckets = boundsSeconds.map((upToSeconds, index) => ({
      upToSeconds,
      count: this.#counts[index] ?? 0,
    }));
    return { buckets, sumSeconds: this.#sumSeconds, count: this.#count };
  }
}

/** How much came in the last ten seconds, a second. */
export class Rate {
  readonly #events: { atMs: number; amount: number }[] = [];

  add(amount: number, atMs: number): void {
    if (amount > 0) this.#events.push({ atMs, amount });
    this.#forget(atMs);
  }

  perSecond(nowMs: number): number {
    this.#forget(nowMs);
    const sum = this.#events.reduce((total, { amount }) => total + amount, 0);
    return sum / (windowMs / 1_000);
  }

  #forget(nowMs: number): void {
    while ((this.#events[0]?.atMs ?? nowMs) < nowMs - windowMs) this.#events.shift();
  }
}

/** Counts of one engine since it started. */
export class EngineStatistics {
  finished = 0;
  failed = 0;
  cancelled = 0;
  promptTokens = 0;
  generatedTokens = 0;
  embeddedTokens = 0;
  draftedTokens = 0;
  acceptedDraftTokens = 0;
  readonly timeToFirstToken = new DurationHistogram();
  readonly timePerOutputToken = new DurationHistogram();
  readonly requestDuration = new DurationHistogram();
  readonly #promptRate = new Rate();
  readonly #generatedRate = new Rate();

  step(promptTokens: number, generatedTokens: number, nowMs: number): void {
    this.promptTokens += promptTokens;
    this.generatedTokens += generatedTokens;
    this.#promptRate.add(promptTokens, nowMs);
    this.#generatedRate.add(generatedTokens, nowMs);
  }

  rates(nowMs: number): { promptPerSecond: number; generatedPerSecond: number } {
    return {
      promptPerSecond: this.#promptRate.perSecond(nowMs),
      generatedPerSecond: this.#generatedRate.perSecond(nowMs),
    };
  }
}
