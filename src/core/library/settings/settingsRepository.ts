import { type Settings, settingsSchema } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { settings } from '../../db/index.ts';

/** What the user decided. A value that is damaged or of another version reads as its default. */
export function getSettings({ db }: Library): Settings {
  const stored = new Map(
    db
      .select()
      .from(settings)
      .all()
      .map(({ key, value }) => [key, value]),
  );
  const valid = Object.entries(settingsSchema.shape).flatMap(([key, schema]) => {
    const value = schema.safeParse(stored.get(key));
    return value.success ? [[key, value.data]] : [];
  });
  return settingsSchema.parse(Object.fromEntries(valid));
}

/** Keeps the given settings, all or none; returns them all. */
export function setSettings(library: Library, change: Partial<Settings>): Settings {
  library.db.transaction((tx) => {
    for (const [key, value] of Object.entries(change)) {
      tx.insert(settings)
        .values({ key, value })
        .onConflictDoUpdate({ target: settings.key, set: { value } })
        .run();
    }
  });
  return getSettings(library);
}
