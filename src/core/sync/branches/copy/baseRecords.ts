import { pathBelow } from '../../../base/index.ts';
import { type Library, openPlainDatabase, type SharedKind } from '../../../db/index.ts';
import { type Fields, ownRecordsSql, readOwnRecord } from '../../records/ownRecord.ts';

/**
 * What every record was when the branch was made, in `base.sqlite` of its folder: only with it can
 * be told which side has changed a record. Vectors and media are not in it.
 */
export interface BaseRecords {
  /** Its fields as JSON, or undefined when it was not there. */
  read(kind: SharedKind, id: string): string | undefined;
  close(): void;
}

export interface RecordKey {
  kind: SharedKind;
  id: string;
}

/** Names of devices are no one's work. */
function recordKeys(library: Library): RecordKey[] {
  return library.db.$client
    .prepare<[], RecordKey>(
      `SELECT DISTINCT kind, record AS id FROM (${ownRecordsSql}) WHERE kind <> 'device'`,
    )
    .all();
}

/** Which model embedded a piece is each side's own affair. */
export function fieldsJson(library: Library, { kind, id }: RecordKey): string | undefined {
  const fields: Fields | undefined = readOwnRecord(library, kind, id);
  return fields === undefined ? undefined : JSON.stringify({ ...fields, embedding: undefined });
}

/** Writes what the records of a copy are now. */
export function writeBase(library: Library): void {
  const db = openPlainDatabase(pathBelow(library.directory, 'base.sqlite'));
  try {
    db.exec(`CREATE TABLE base (kind TEXT NOT NULL, id TEXT NOT NULL, fields TEXT NOT NULL,
      PRIMARY KEY (kind, id)) WITHOUT ROWID`);
    const insert = db.prepare('INSERT INTO base VALUES (?, ?, ?)');
    db.transaction(() => {
      for (const key of recordKeys(library)) {
        const json = fieldsJson(library, key);
        if (json !== undefined) insert.run(key.kind, key.id, json);
      }
    })();
  } finally {
    db.close();
  }
}

export function openBase(directory: string): BaseRecords {
  const db = openPlainDatabase(pathBelow(directory, 'base.sqlite'), { readOnly: true });
  const one = db
    .prepare<[string, string], string>('SELECT fields FROM base WHERE kind = ? AND id = ?')
    .pluck();
  return {
    read: (kind, id) => one.get(kind, id),
    close: () => void db.close(),
  };
}
