export interface BenchRequest {
  prompt: string;
  /** Of the answer; it is greedy. */
  maxTokens: number;
  priority: 'interactive' | 'batch';
  /** After the start of the call; left out: at once. */
  submitAfterMs?: number;
  /** For an engine that keeps prefixes by name over restarts. */
  prefixName?: string;
}

/** What became of one request. Times are of `performance.now()`. */
export interface BenchOutcome {
  promptTokens: number;
  /** Really written: an answer may end early. */
  completionTokens: number;
  submittedAtMs: number;
  firstTokenAtMs: number;
  endedAtMs: number;
}

export interface BenchHooks {
  /** Request `index` wrote some more of its answer. */
  onText?: (index: number) => void;
}

/** One engine in the comparison, with the same model file, threads and slots as the others. */
export interface Contestant {
  readonly name: string;
  /** Ready to answer: the model is loaded and has answered once. */
  start(): Promise<void>;
  /** Nothing of earlier prompts is cached, and the model is loaded. */
  reset(): Promise<void>;
  /** All at once, or each after its delay; outcomes in the order of `requests`. */
  generate(requests: readonly BenchRequest[], hooks?: BenchHooks): Promise<BenchOutcome[]>;
  stop(): Promise<void>;
}

/** Requests in flight that each peer can have; more wait in its queue. */
export const slotCount = 16;
/** Cells that each slot of a fixed-slot engine has. */
export const slotTokens = 1024;
/** A prompt that begins like no other one of the benchmark. */
export const warmUpPrompt = 'Tiny fish swim';

/** Runs each request after its own delay, all side by side. */
export function submitAll(
  requests: readonly BenchRequest[],
  submit: (request: BenchRequest, index: number) => Promise<BenchOutcome>,
): Promise<BenchOutcome[]> {
  return Promise.all(
    requests.map(async (request, index) => {
      const { submitAfterMs = 0 } = request;
      if (submitAfterMs > 0) await new Promise((done) => setTimeout(done, submitAfterMs));
      return submit(request, index);
    }),
  );
}
