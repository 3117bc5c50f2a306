import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Library } from './openLibrary.ts';
import { models, settings } from './schema/index.ts';

/** A setting, or undefined when it is not set or no longer of the schema's shape. */
export function getSetting<Schema extends z.ZodType>(
  library: Library,
  key: string,
  schema: Schema,
): z.infer<Schema> | undefined {
  const row = library.db.select().from(settings).where(eq(settings.key, key)).get();
  return row === undefined ? undefined : schema.safeParse(row.value).data;
}

export function setSetting(library: Library, key: string, value: unknown): void {
  library.db
    .insert(settings)
    .values({ key, value })
    .onConflictDoUpdate({ target: settings.key, set: { value } })
    .run();
}

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
