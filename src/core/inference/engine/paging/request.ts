import type { Block, SequenceId } from './blocks/block.ts';

/** Higher goes first. */
export const priorities = { batch: 0, interactive: 1 } as const;

/** One generation as the scheduler sees it: tokens to compute and tokens that were computed. */
export interface ScheduledRequest {
  readonly id: number;
  /** Prompt, then the answer so far. */
  readonly tokens: number[];
  readonly promptTokens: number;
  readonly priority: number;
  /** Of the weights that it is computed with; 0: the model's own. One step has one. */
  readonly adapter: number;
  /** Whose it is, so that each has a fair share. */
  readonly user: string;
  /**
   * True: the logits after each of the prompt's tokens are wanted, so that none of them may come
   * from the cache.
   */
  readonly scoresPrompt: boolean;
  /** When it was submitted; kept when it is preempted. */
  readonly arrivedAtMs: number;
  /** It ran before; it waits because it was preempted. */
  hasRun: boolean;
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
  adapter?: number;
  user?: string;
  scoresPrompt?: boolean;
  arrivedAtMs: number;
}

export function createRequest(given: NewRequest): ScheduledRequest {
  const { id, prompt, priority, arrivedAtMs } = given;
  const { adapter = 0, user = '', scoresPrompt = false } = given;
  return {
    id,
    tokens: [...prompt],
    promptTokens: prompt.length,
    priority,
    adapter,
    user,
    scoresPrompt,
    arrivedAtMs,
    hasRun: false,
    computed: 0,
    scheduled: 0,
    table: [],
    sequence: undefined,
    isPrivate: false,
    hashes: [],
  };
}

/** Whether its prompt's logits are still wanted: no more once it writes, also when it is preempted. */
export function isScored({ scoresPrompt, tokens, promptTokens }: ScheduledRequest): boolean {
  return scoresPrompt && tokens.length === promptTokens;
}
