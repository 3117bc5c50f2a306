import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Chance } from '../../fuzz/engine/chance.ts';
import type { Call } from './readLog.ts';

/** A file as it may be on the disk: what was there and what was written since. */
interface LoggedFile {
  before: Buffer;
  /** In order; `isSynced`: the disk was told to keep it. */
  changes: { change: Change; at: number }[];
  /** When it was last synchronised. */
  syncedAt: number;
}
type Change = Extract<Call, { kind: 'write' | 'resize' }>;
type NameCall = Extract<Call, { kind: 'create' | 'makeFolder' | 'remove' | 'rename' | 'link' }>;
/** What a path leads to. */
type Entry = LoggedFile | 'folder';

/** Disks write pages. */
const pageBytes = 4_096;
/** How much of what was not synchronised is on the disk: none, some, nearly all. */
const shares = [0, 50, 95];

export type Beginning = readonly { path: string; inode: number; bytes: Buffer | undefined }[];

/** The files of a folder with their inodes, before the calls of a log. */
export async function readBeginning(folder: string): Promise<Beginning> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    found.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const { ino } = await stat(path);
      return { path, inode: ino, bytes: entry.isFile() ? await readFile(path) : undefined };
    }),
  );
}

/**
 * Writes into `folder`, which is empty, what a disk may hold when the power fails after the first
 * `count` calls. Kept is all that was synchronised. Of what was written to a file since, each page
 * is there or not, by chance. Names come and go in order, as every file system with a journal keeps
 * them: up to a moment by chance, but at least up to the last change in a folder that was
 * synchronised.
 */
export async function writeAfterPowerLoss(
  folder: string,
  {
    beginning,
    calls,
    count,
    chance,
  }: { beginning: Beginning; calls: readonly Call[]; count: number; chance: Chance },
): Promise<void> {
  const entries = new Map<string, Entry>([[folder, 'folder']]);
  const files = new Map<number, LoggedFile>();
  for (const { path, inode, bytes } of beginning) {
    const entry: Entry =
      bytes === undefined ? 'folder' : { before: bytes, changes: [], syncedAt: -1 };
    entries.set(path, entry);
    if (entry !== 'folder') files.set(inode, entry);
  }
  const names: { call: NameCall; file: LoggedFile | undefined }[] = [];
  let keptNames = 0;
  for (const [at, call] of calls.slice(0, count).entries()) {
    switch (call.kind) {
      case 'create': {
        const file = { before: Buffer.alloc(0), changes: [], syncedAt: -1 };
        files.set(call.inode, file);
        names.push({ call, file });
        break;
      }
      case 'makeFolder':
      case 'remove':
      case 'rename':
      case 'link':
        names.push({ call, file: undefined });
        break;
      case 'write':
      case 'resize':
        files.get(call.inode)?.changes.push({ change: call, at });
        break;
      case 'sync': {
        const file = files.get(call.inode);
        if (file !== undefined) file.syncedAt = at;
        break;
      }
      case 'syncFolder':
        keptNames = Math.max(
          keptNames,
          names.findLastIndex(({ call: name }) => isIn(name, call.path)) + 1,
        );
        break;
      case 'mark':
        break;
      default:
        call satisfies never;
    }
  }
  const kept = keptNames + chance.below(names.length - keptNames + 1);
  for (const { call, file } of names.slice(0, kept)) rename(entries, call, file);
  const share = chance.oneOf(shares);
  const bytes = new Map<LoggedFile, Buffer>();
  for (const [path, entry] of entries) {
    if (entry === 'folder') {
      await mkdir(path, { recursive: true });
      continue;
    }
    const made = bytes.get(entry) ?? contentOf(entry, share, chance);
    bytes.set(entry, made);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, made);
  }
}

function isIn(call: NameCall, folder: string): boolean {
  const paths = 'path' in call ? [call.path] : [call.from, call.to];
  return paths.some((path) => dirname(path) === folder);
}

function rename(entries: Map<string, Entry>, call: NameCall, file: LoggedFile | undefined): void {
  switch (call.kind) {
    case 'create':
      if (file !== undefined) entries.set(call.path, file);
      return;
    case 'makeFolder':
      entries.set(call.path, 'folder');
      return;
    case 'remove':
      entries.delete(call.path);
      return;
    case 'link': {
      const entry = entries.get(call.from);
      if (entry !== undefined) entries.set(call.to, entry);
      return;
    }
    case 'rename':
      for (const [path, entry] of [...entries]) {
        if (path !== call.from && !path.startsWith(`${call.from}/`)) continue;
        entries.delete(path);
        entries.set(`${call.to}${path.slice(call.from.length)}`, entry);
      }
      return;
    default:
      call satisfies never;
  }
}

function contentOf(
  { before, changes, syncedAt }: LoggedFile,
  share: number,
  chance: Chance,
): Buffer {
  let content = Buffer.from(before);
  const grow = (size: number): void => {
    if (size > content.length)
      content = Buffer.concat([content, Buffer.alloc(size - content.length)]);
  };
  for (const { change, at } of changes) {
    const isKept = (): boolean => at < syncedAt || chance.below(100) < share;
    if (change.kind === 'resize') {
      if (!isKept()) continue;
      grow(change.size);
      content = content.subarray(0, change.size);
      continue;
    }
    const { offset, bytes } = change;
    for (let from = 0; from < bytes.length; ) {
      const length = Math.min(pageBytes - ((offset + from) % pageBytes), bytes.length - from);
      if (isKept()) {
        grow(offset + from + length);
        bytes.copy(content, offset + from, from, from + length);
      }
      from += length;
    }
  }
  return content;
}
