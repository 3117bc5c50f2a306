import type { Block, SequenceId } from './block.ts';

/** Higher goes first. */
export const priorities = { batch: 0, interactive: 1 } as const;

/** One generation as the scheduler sees it: tokens to compute and tokens that were computed. */
export interface ScheduledRequest {
  readonly id: number;
  /** Prompt, then the answer so far. */
  readonly tokens: number[];
  readonly promptTokens: number;
  readonly priority: number;
  /** When it was submitted; kept when it is preempted. */
  readonly arrivedAtMs: number;
  /** Tokens whose keys and values are in the cache. */
  computed: number;
  /** Tokens that are, or by the step that runs will be, in the cache. */
  scheduled: number;
  /** Its blocks in order; empty while it waits. */
  table: Block[];
  sequence: SequenceId | undefined;
  /** From here on its blocks are not made findable: another chain has the hash of one. */
  isPrivate: boolean;
  /** Hashes of its full blocks, as far as they were asked for. */
  readonly hashes: number[];
}

export interface NewRequest {
  id: number;
  prompt: readonly number[];
  priority: number;
  arrivedAtMs: number;
}

export function createRequest({ id, prompt, priority, arrivedAtMs }: NewRequest): ScheduledRequest {
  return {
    id,
    tokens: [...prompt],
    promptTokens: prompt.length,
    priority,
    arrivedAtMs,
    computed: 0,
    scheduled: 0,
    table: [],
    sequence: undefined,
    isPrivate: false,
    hashes: [],
  };
}
