import type { Library } from '../../db/index.ts';
import { models } from '../../db/index.ts';

/** Remembers a model that made something in this library, at its first use. */
export function recordModel(
  library: Library,
  model: { id: string; name: string; version: string },
): void {
  library.db
    .insert(models)
    .values({ ...model, firstUsedAtMs: library.clock.nowMs() })
    .onConflictDoUpdate({
      target: models.id,
      set: { name: model.name, version: model.version },
    })
    .run();
}
