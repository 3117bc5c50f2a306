import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { z } from 'zod';
import { type BranchId, branchIdSchema, experimentIdSchema } from '../../../../contract/index.ts';
import {
  AppError,
  entryBelow,
  hasSystemCode,
  pathBelow,
  privateFileMode,
  privateFolder,
  toAppError,
} from '../../../base/index.ts';
import { growthCopyName, type SchemaName, schemaNameSchema } from '../../postgres/schemaName.ts';

/** The copy of the team's database that belongs to a branch. */
const teamCopySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('schema'), schema: z.string() }),
  z.object({
    kind: z.literal('neon'),
    projectId: z.string(),
    /** What the branch is called at Neon: known before it is made there. */
    name: z.string(),
  }),
]);
export type TeamCopy = z.infer<typeof teamCopySchema>;

const storedBranchSchema = z.object({
  id: branchIdSchema,
  name: z.string(),
  purpose: z.string(),
  createdAtMs: z.number(),
  /** Written before anything is made and before anything is removed: nothing is ever unknown. */
  state: z.enum(['making', 'ready', 'removing']),
  team: teamCopySchema.optional(),
  experimentId: experimentIdSchema.optional(),
});
export type StoredBranch = z.infer<typeof storedBranchSchema>;

/** What is worked on: a library, or one of its branches. */
export interface LibraryPlace {
  /** The folder of the library itself. */
  origin: string;
  /** The folder of what is open: the same, or the branch's. */
  directory: string;
  branch?: StoredBranch;
}

/**
 * Where the events of a branch are in its copy of the team's database; without a schema, in that of the
 * workspace, as at Neon everything is copied. Undefined: on this disk.
 */
export function eventsOfBranch(
  branch: StoredBranch | undefined,
): { schema?: SchemaName } | undefined {
  const { team, experimentId } = branch ?? {};
  if (team?.kind === 'neon') return {};
  if (team === undefined || experimentId === undefined) return undefined;
  return { schema: growthCopyName(schemaNameSchema.parse(team.schema)) };
}

const noteName = 'branch.json';
const openName = 'open';

const branchesFolder = (origin: string): string => pathBelow(origin, 'branches');

/**
 * `<library>/branches/ID`: a library folder of its own, with `branch.json` beside its database.
 * Errors, here and below: `library.unsafePath`.
 */
export function branchFolder(origin: string, id: BranchId): string {
  return pathBelow(branchesFolder(origin), id);
}

/**
 * Branches of the library at `origin`, newest first. A folder without a readable note is one, too.
 */
export function storedBranches(origin: string): StoredBranch[] {
  if (!existsSync(branchesFolder(origin))) return [];
  return readdirSync(branchesFolder(origin))
    .flatMap((name) => {
      const id = branchIdSchema.safeParse(name);
      return id.success ? [readNote(origin, id.data)] : [];
    })
    .toSorted((a, b) => b.createdAtMs - a.createdAtMs);
}

function readNote(origin: string, id: BranchId): StoredBranch {
  try {
    const text = readFileSync(pathBelow(branchFolder(origin, id), noteName), 'utf8');
    return storedBranchSchema.parse(JSON.parse(text));
  } catch {
    return { id, name: id, purpose: '', createdAtMs: 0, state: 'making' };
  }
}

/** Writes a branch's note, making its folder; whole or not at all. */
export function writeBranch(origin: string, branch: StoredBranch): void {
  mkdirSync(branchFolder(origin, branch.id), privateFolder);
  writeWhole(branchFolder(origin, branch.id), noteName, JSON.stringify(branch));
}

/** Removes a branch's folder; its note goes last, so that what a crash leaves is still a branch. */
export function removeBranchFolder(origin: string, id: BranchId): void {
  const folder = branchFolder(origin, id);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name !== noteName) rmSync(entryBelow(folder, name), { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
}

/**
 * What this library's device works on. Errors: `branch.notOpened` when the branch that was opened
 * is gone or not whole.
 */
export function openedPlace(origin: string): LibraryPlace {
  const named = readOpenName(origin);
  if (named === undefined) return { origin, directory: origin };
  const branch = storedBranches(origin).find(({ id }) => id === named);
  if (branch?.state !== 'ready') {
    throw new AppError(
      'branch.notOpened',
      `The branch ${branch?.name ?? named} could not be opened: it is gone or not complete.`,
    );
  }
  return { origin, directory: branchFolder(origin, branch.id), branch };
}

/** The id in the note of the open branch; undefined when no branch was opened. */
function readOpenName(origin: string): string | undefined {
  try {
    return readFileSync(pathBelow(branchesFolder(origin), openName), 'utf8').trim();
  } catch (error) {
    if (hasSystemCode(error, 'ENOENT')) return undefined;
    throw toAppError(error);
  }
}

/** The next opening of the library opens this branch; undefined: the library itself. */
export function setOpenBranch(origin: string, id: BranchId | undefined): void {
  const folder = branchesFolder(origin);
  if (id === undefined) rmSync(entryBelow(folder, openName), { force: true });
  else writeWhole(folder, openName, `${id}\n`);
}

function writeWhole(folder: string, name: string, text: string): void {
  const unfinished = pathBelow(folder, `${name}.unfinished`);
  writeFileSync(unfinished, text, { flush: true, mode: privateFileMode });
  renameSync(unfinished, entryBelow(folder, name));
}
