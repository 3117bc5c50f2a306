import type { EngineStats } from '../../../../contract/index.ts';
import { engineMessages } from '../../../messages/work/engine.ts';

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
      name: engineMessages.blockParts.private,
      meaning: engineMessages.blockParts.privateMeaning,
      blocks: Math.max(0, used - shared),
      colour: 'bg-accent',
    },
    {
      name: engineMessages.blockParts.shared,
      meaning: engineMessages.blockParts.sharedMeaning,
      blocks: shared,
      colour: 'bg-good',
    },
    {
      name: engineMessages.blockParts.cached,
      meaning: engineMessages.blockParts.cachedMeaning,
      blocks: cached,
      colour: 'bg-caution',
    },
    {
      name: engineMessages.blockParts.free,
      meaning: engineMessages.blockParts.freeMeaning,
      blocks: free,
      colour: 'bg-pressed',
    },
  ];
}
