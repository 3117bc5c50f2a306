import type { ModelFacts, ModelTask } from '../../../../contract/index.ts';

/** What a model file is, by what it says of itself. */
export interface ModelDescription {
  /** For people; never empty. */
  name: string;
  /** What it can be used for; undefined when Trendroom has no use for it. */
  task: ModelTask | undefined;
  contextTokens: number | undefined;
  base: boolean;
  sizeBytes: number;
  /** What it takes when it runs, roughly. */
  memoryBytes: number;
  facts: ModelFacts;
  licence: string | undefined;
  /** True for what reads pictures for the models beside it. */
  isProjector: boolean;
  /** Why it cannot run; undefined when it can. */
  problem: string | undefined;
}
