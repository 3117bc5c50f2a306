import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import {
  type ChosenPath,
  type ChosenPathId,
  chosenPathIdSchema,
  type PathUse,
} from '../../../contract/index.ts';
import { type PathRoot, realTarget } from './leadsInto.ts';

interface Choice extends PathRoot {
  use: PathUse;
}

/**
 * What the user chose in dialogs since this process began. Pages get ids, which cannot be guessed,
 * in place of the paths; an id opens what it was chosen for and nothing else.
 */
export class ChosenPaths {
  readonly #choices = new Map<ChosenPathId, Choice>();

  async add(path: string, use: PathUse): Promise<ChosenPath> {
    const id = chosenPathIdSchema.parse(randomUUID());
    this.#choices.set(id, { path, realPath: (await realTarget(path)) ?? path, use });
    return { id, name: basename(path) };
  }

  /** Undefined for an id that was not given, or for another use. */
  find(id: ChosenPathId, use: PathUse): string | undefined {
    const choice = this.#choices.get(id);
    return choice?.use === use ? choice.path : undefined;
  }

  rootsFor(use: PathUse): PathRoot[] {
    return [...this.#choices.values()].filter((choice) => choice.use === use);
  }
}
