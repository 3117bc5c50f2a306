import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type BranchId, branchIdSchema } from '../../../../contract/index.ts';
import { AppError, hasSystemCode, toAppError } from '../../../base/index.ts';

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

const noteName = 'branch.json';
const openName = 'open';

const branchesFolder = (origin: string): string => join(origin, 'branches');

/** `<library>/branches/ID`: a library folder of its own, with `branch.json` beside its database. */
export function branchFolder(origin: string, id: BranchId): string {
  return join(branchesFolder(origin), id);
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
    const text = readFileSync(join(branchFolder(origin, id), noteName), 'utf8');
    return storedBranchSchema.parse(JSON.parse(text));
  } catch {
    return { id, name: id, purpose: '', createdAtMs: 0, state: 'making' };
  }
}

/** Writes a branch's note, making its folder; whole or not at all. */
export function writeBranch(origin: string, branch: StoredBranch): void {
  mkdirSync(branchFolder(origin, branch.id), { recursive: true });
  writeWhole(join(branchFolder(origin, branch.id), noteName), JSON.stringify(branch));
}

/** Removes a branch's folder; its note goes last, so that what a crash leaves is still a branch. */
export function removeBranchFolder(origin: string, id: BranchId): void {
  const folder = branchFolder(origin, id);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name !== noteName) rmSync(join(folder, name), { recursive: true, force: true });
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
    return readFileSync(join(branchesFolder(origin), openName), 'utf8').trim();
  } catch (error) {
    if (hasSystemCode(error, 'ENOENT')) return undefined;
    throw toAppError(error);
  }
}

/** The next opening of the library opens this branch; undefined: the library itself. */
export function setOpenBranch(origin: string, id: BranchId | undefined): void {
  const file = join(branchesFolder(origin), openName);
  if (id === undefined) rmSync(file, { force: true });
  else writeWhole(file, `${id}\n`);
}

function writeWhole(file: string, text: string): void {
  const unfinished = `${file}.unfinished`;
  writeFileSync(unfinished, text, { flush: true });
  renameSync(unfinished, file);
}
