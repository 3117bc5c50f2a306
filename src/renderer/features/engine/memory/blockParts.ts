import type { EngineStats } from '../../../../contract/index.ts';

export interface BlockPart {
  name: string;
  /** What it means, in a line. */
  meaning: string;
  blocks: number;
  /** A token's background class. */
  colour: string;
}

/** The pool's blocks by what they are held for; together they are all of them. */
export function blockParts({ used, shared, cached, free }: EngineStats['blocks']): BlockPart[] {
  return [
    {
      name: 'Used by one',
      meaning: 'What a single answer has read and written so far.',
      blocks: Math.max(0, used - shared),
      colour: 'bg-accent',
    },
    {
      name: 'Shared by several',
      meaning: 'The same beginning, kept once for all answers that have it.',
      blocks: shared,
      colour: 'bg-good',
    },
    {
      name: 'Kept warm',
      meaning: 'Of earlier answers; given up as soon as room is needed.',
      blocks: cached,
      colour: 'bg-caution',
    },
    {
      name: 'Free',
      meaning: 'Never used, or given back.',
      blocks: free,
      colour: 'bg-pressed',
    },
  ];
}
