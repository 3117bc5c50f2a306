import type { Code, CodeId } from '../../../contract/index.ts';
import { AppError, newId } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';

/** Colours that can be told apart in both themes, given to new codes one after the other. */
const palette = ['#3b82c4', '#c2562d', '#3f9a5b', '#a05fb4', '#b8902a', '#2b9aa0', '#c44a78'];

/** The colour of the n-th code, counted from 0. */
export function codeColour(count: number): string {
  return palette[count % palette.length] ?? '#808080';
}

interface Row extends Omit<Code, 'parentId'> {
  parentId: CodeId | null;
}

const selectSql = `SELECT c.id, c.parent_id AS parentId, c.name, c.colour, c.memo,
  c.created_at_ms AS createdAtMs,
  (SELECT count(*) FROM codings g WHERE g.code_id = c.id) AS quotes FROM codes c`;

/** The codebook in the order of its tree: each code is followed by those below it, by name. */
export function listCodes({ db }: Library): Code[] {
  const rows = db.$client
    .prepare<[], Row>(`${selectSql} ORDER BY c.name COLLATE NOCASE, c.id`)
    .all();
  const byParent = new Map<CodeId | null, Row[]>();
  const ids = new Set(rows.map(({ id }) => id));
  for (const row of rows) {
    // One whose parent is gone stands at the top.
    const parent = row.parentId !== null && ids.has(row.parentId) ? row.parentId : null;
    byParent.set(parent, [...(byParent.get(parent) ?? []), row]);
  }
  const ordered: Row[] = [];
  const put = (parent: CodeId | null): void => {
    for (const row of byParent.get(parent) ?? []) {
      ordered.push(row);
      put(row.id);
    }
  };
  put(null);
  // Those in a ring, which only another program can make, are not lost.
  return [...ordered, ...rows.filter((row) => !ordered.includes(row))].map(toCode);
}

/** Errors: `code.notFound`. */
export function getCode({ db }: Library, id: CodeId): Code {
  const row = db.$client.prepare<[CodeId], Row>(`${selectSql} WHERE c.id = ?`).get(id);
  if (row === undefined) throw new AppError('code.notFound', `Code ${id} not found.`);
  return toCode(row);
}

/** A whole id from an id, its unique beginning, or a name. Errors: `code.notFound`. */
export function resolveCodeId(library: Library, given: string): CodeId {
  const codes = listCodes(library);
  const named = codes.filter(({ name }) => name.toLowerCase() === given.trim().toLowerCase());
  const begun = codes.filter(({ id }) => given !== '' && id.startsWith(given));
  const found =
    codes.find(({ id }) => id === given) ??
    (named.length === 1
      ? named[0]
      : named.length === 0 && begun.length === 1
        ? begun[0]
        : undefined);
  if (found !== undefined) return found.id;
  const what = named.length > 1 || begun.length > 1 ? 'More than one code' : 'No code';
  throw new AppError('code.notFound', `${what} is named ${given}.`);
}

/** Errors: `code.notFound` (of the parent), `code.nameTaken`. */
export function addCode(
  library: Library,
  code: {
    name: string;
    parentId?: CodeId | undefined;
    colour?: string | undefined;
    memo: string;
  },
): Code {
  const { $client } = library.db;
  const id = newId<CodeId>();
  return library.db.transaction(
    () => {
      refuseName(library, code.name);
      if (code.parentId !== undefined) getCode(library, code.parentId);
      const count = $client.prepare<[], number>('SELECT count(*) FROM codes').pluck().get() ?? 0;
      $client
        .prepare(
          `INSERT INTO codes (id, parent_id, name, colour, memo, created_at_ms)
           VALUES (:id, :parentId, :name, :colour, :memo, :createdAtMs)`,
        )
        .run({
          ...{ id, name: code.name, memo: code.memo, parentId: code.parentId ?? null },
          colour: code.colour ?? codeColour(count),
          createdAtMs: library.clock.nowMs(),
        });
      return getCode(library, id);
    },
    { behavior: 'immediate' },
  );
}

/** What is left out stays; null moves to the top. Errors: `code.notFound`, `code.nameTaken`, `usage.invalid`. */
export function editCode(
  library: Library,
  id: CodeId,
  change: {
    name?: string | undefined;
    parentId?: CodeId | null | undefined;
    colour?: string | undefined;
    memo?: string | undefined;
  },
): Code {
  return library.db.transaction(
    () => {
      const before = getCode(library, id);
      const { name = before.name, colour = before.colour, memo = before.memo } = change;
      const parentId = change.parentId === undefined ? before.parentId : change.parentId;
      refuseName(library, name, id);
      if (parentId != null && codesBelow(library, id).includes(getCode(library, parentId).id)) {
        throw new AppError('usage.invalid', 'A code cannot stand below itself.');
      }
      library.db.$client
        .prepare('UPDATE codes SET name = ?, colour = ?, memo = ?, parent_id = ? WHERE id = ?')
        .run(name, colour, memo, parentId ?? null, id);
      return getCode(library, id);
    },
    { behavior: 'immediate' },
  );
}

/** Its spans go with it, the codes below it move up to its parent. Errors: `code.notFound`. */
export function removeCode(library: Library, id: CodeId): Code {
  return library.db.transaction(
    () => {
      const code = getCode(library, id);
      const { $client } = library.db;
      $client
        .prepare('UPDATE codes SET parent_id = ? WHERE parent_id = ?')
        .run(code.parentId ?? null, id);
      $client.prepare('DELETE FROM codes WHERE id = ?').run(id);
      return code;
    },
    { behavior: 'immediate' },
  );
}

/** A code and all below it. */
export function codesBelow({ db }: Library, id: CodeId): CodeId[] {
  // UNION, not UNION ALL: it ends in a ring too.
  return db.$client
    .prepare<[CodeId], CodeId>(
      `WITH RECURSIVE below(id) AS (SELECT ? UNION
         SELECT c.id FROM codes c JOIN below b ON c.parent_id = b.id) SELECT id FROM below`,
    )
    .pluck()
    .all(id);
}

function refuseName({ db }: Library, name: string, except?: CodeId): void {
  const names = db.$client
    .prepare<[string], string>('SELECT name FROM codes WHERE id <> ?')
    .pluck()
    .all(except ?? '');
  if (names.some((other) => other.toLowerCase() === name.toLowerCase())) {
    throw new AppError('code.nameTaken', `There is a code named ${name}.`);
  }
}

function toCode({ parentId, ...code }: Row): Code {
  return { ...code, ...(parentId !== null && { parentId }) };
}
