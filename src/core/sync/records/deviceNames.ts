import type { Library } from '../../db/index.ts';
import { setSharingState } from './sharingState.ts';

const maxName = 100;

/** Names of devices by id, as each told its own. */
export function deviceNames({ db }: Library): Map<string, string> {
  const rows = db.$client
    .prepare<[], { id: string; name: string | null }>(
      "SELECT id, state ->> '$.fields.name' AS name FROM shared_records WHERE kind = 'device'",
    )
    .all();
  return new Map(
    rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name.slice(0, maxName)]])),
  );
}

/** How others know this device from now on. */
export function setDeviceName(library: Library, name: string): void {
  setSharingState(library, { deviceName: name.slice(0, maxName) });
}
