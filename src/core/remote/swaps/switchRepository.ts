import { desc, eq } from 'drizzle-orm';
import type { ComparisonId, EndpointId, EndpointRole } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { endpoints, serverSwitches } from '../../db/index.ts';

export type StoredSwitch = typeof serverSwitches.$inferSelect;

export interface NewSwitch {
  role: EndpointRole;
  from: { id: EndpointId; name: string; model: string };
  to: { id: EndpointId; name: string; model: string };
  comparisonId: ComparisonId | undefined;
  /** As they were before. */
  priorities: { id: EndpointId; priority: number }[];
}

/** Puts servers into a new order and keeps how it was, or changes nothing. */
export function insertSwitch(
  library: Library,
  { role, from, to, comparisonId, priorities }: NewSwitch,
  order: readonly { id: EndpointId; priority: number }[],
): void {
  const atMs = library.clock.nowMs();
  library.db.transaction((tx) => {
    for (const { id, priority } of order) {
      tx.update(endpoints).set({ priority }).where(eq(endpoints.id, id)).run();
    }
    tx.insert(serverSwitches)
      .values({
        ...{ role, atMs, priorities, comparisonId: comparisonId ?? null },
        ...{ fromId: from.id, fromName: from.name, fromModel: from.model },
        ...{ toId: to.id, toName: to.name, toModel: to.model },
      })
      .run();
  });
}

/** Gives the order back that the switch has changed. */
export function rollBackSwitch(library: Library, { id, priorities }: StoredSwitch): void {
  const rolledBackAtMs = library.clock.nowMs();
  library.db.transaction((tx) => {
    for (const { id: endpointId, priority } of priorities) {
      tx.update(endpoints).set({ priority }).where(eq(endpoints.id, endpointId)).run();
    }
    tx.update(serverSwitches).set({ rolledBackAtMs }).where(eq(serverSwitches.id, id)).run();
  });
}

/** Newest first. */
export function listSwitches({ db }: Library, limit: number): StoredSwitch[] {
  return db.select().from(serverSwitches).orderBy(desc(serverSwitches.id)).limit(limit).all();
}
