import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where a library keeps what its couriers note. */
export function couriersFolder(libraryDirectory: string): string {
  return join(libraryDirectory, 'couriers');
}

/** Held by a courier as long as it lives. */
export function lockName(courierId: string): string {
  return `${courierId}.lock.sqlite`;
}

/** Tells a courier that is alone to give up what is under way. */
export function recallName(courierId: string): string {
  return `${courierId}.recall`;
}

export function journalName(courierId: string, part: number): string {
  return `${courierId}.${part}.journal`;
}

const journalPattern = /^([0-9a-z]+)\.(\d+)\.journal$/;
const lockPattern = /^([0-9a-z]+)\.lock\.sqlite$/;

/** Couriers that have left something, and the paths of their journals in the order written. */
export function listCouriers(folder: string): Map<string, string[]> {
  const parts = new Map<string, { part: number; path: string }[]>();
  for (const name of namesIn(folder)) {
    const [, locked] = lockPattern.exec(name) ?? [];
    if (locked !== undefined && !parts.has(locked)) parts.set(locked, []);
    const [, id, part] = journalPattern.exec(name) ?? [];
    if (id === undefined) continue;
    const list = parts.get(id) ?? [];
    list.push({ part: Number(part), path: join(folder, name) });
    parts.set(id, list);
  }
  return new Map(
    [...parts].map(([id, list]) => [
      id,
      list.toSorted((a, b) => a.part - b.part).map(({ path }) => path),
    ]),
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // No courier was ever started.
    return [];
  }
}
