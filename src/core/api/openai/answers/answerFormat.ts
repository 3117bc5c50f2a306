import type { GenerateResult, TokenLogprob } from '../../../inference/index.ts';

/** What an answer gained since it was looked at. */
export interface Gained {
  text: string;
  logprobs: readonly TokenLogprob[];
}

/** Makes a stream's events of one answer as it grows. */
export interface AnswerReader {
  add(gained: Gained): unknown[];
  end(result: GenerateResult): unknown[];
}

/** How one interface writes its answers; `n` of them belong to each prompt. */
export interface AnswerFormat {
  whole(results: readonly GenerateResult[], n: number): unknown;
  /** A stream's first events, for each of its answers. */
  start(index: number): unknown[];
  reader(index: number): AnswerReader;
  /** Its last ones. */
  finish(results: readonly GenerateResult[], n: number): unknown[];
}
