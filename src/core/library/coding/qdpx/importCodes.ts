import { type CodeId, codeIdSchema } from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';
import { codeColour, listCodes } from '../codeRepository.ts';
import { guidOf } from './guid.ts';
import type { QdaCode, QdaUser } from './qdaProject.ts';

/**
 * The codes of a project by guid: one that the library has under the guid or the name, else a new one.
 * Names are unique in a library; a second code of a name gets that of its parent beside it.
 */
export function importCodes(
  library: Library,
  codes: readonly QdaCode[],
): { byGuid: ReadonlyMap<string, CodeId>; added: number; known: number } {
  const there = listCodes(library);
  const idByGuid = new Map(there.map(({ id }) => [guidOf('code', id), id]));
  const idByName = new Map(there.map(({ id, name }) => [name.toLowerCase(), id]));
  const nameByGuid = new Map(codes.map(({ guid, name }) => [guid, name]));
  const byGuid = new Map<string, CodeId>();
  const taken = new Set<CodeId>(codes.flatMap(({ guid }) => idByGuid.get(guid) ?? []));
  const add = library.db.$client.prepare(
    `INSERT INTO codes (id, parent_id, name, colour, memo, created_at_ms)
     VALUES (:id, :parentId, :name, :colour, :memo, :createdAtMs)`,
  );
  let added = 0;
  for (const { guid, parentGuid = '', name, colour, description } of codes) {
    const known = idByGuid.get(guid);
    if (known !== undefined) {
      byGuid.set(guid, known);
      continue;
    }
    for (const candidate of namesFor(name, nameByGuid.get(parentGuid))) {
      const named = idByName.get(candidate.toLowerCase());
      // Of another code of the file, or of one that another code of the file is.
      if (named !== undefined && taken.has(named)) continue;
      const id = named ?? codeIdSchema.parse(guid);
      taken.add(id);
      byGuid.set(guid, id);
      idByGuid.set(guid, id);
      if (named === undefined) {
        idByName.set(candidate.toLowerCase(), id);
        add.run({
          ...{ id, name: candidate, memo: description, parentId: byGuid.get(parentGuid) ?? null },
          colour: colour ?? codeColour(there.length + added),
          createdAtMs: library.clock.nowMs(),
        });
        added += 1;
      }
      break;
    }
  }
  return { byGuid, added, known: codes.length - added };
}

/** Names by the guids of the users; two users of one name stay two. A library's own person has none. */
export function codersOf(users: readonly QdaUser[], unnamed: string): ReadonlyMap<string, string> {
  const owner = guidOf('user', '');
  const coders = new Map<string, string>();
  const taken = new Set<string>();
  for (const { guid, name } of users) {
    if (coders.has(guid)) continue;
    if (name === '' || guid === owner) {
      coders.set(guid, unnamed);
      continue;
    }
    for (const candidate of namesFor(name, undefined)) {
      if (taken.has(candidate)) continue;
      taken.add(candidate);
      coders.set(guid, candidate);
      break;
    }
  }
  return coders;
}

function* namesFor(name: string, parent: string | undefined): Generator<string> {
  const plain = name === '' ? '?' : name;
  yield plain;
  if (parent !== undefined) yield `${plain} (${parent})`;
  for (let number = 2; ; number++) yield `${plain} (${number})`;
}
