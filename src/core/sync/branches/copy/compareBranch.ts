import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BranchChange, BranchComparison } from '../../../../contract/index.ts';
import type { Library, SharedKind } from '../../../db/index.ts';
import { readOwnJson } from '../../records/ownRecord.ts';
import { type BaseRecords, fieldsJson, type RecordKey } from './baseRecords.ts';
import { differingKeys } from './differingKeys.ts';

export interface BranchSides {
  /** The library that the branch was made of, as it is now. */
  origin: Library;
  branch: Library;
  base: BaseRecords;
}

/** So many records are compared before others get their turn. */
const recordsEach = 500;
const maxText = 500;

/**
 * What a branch has changed and the library has not, record by record: three ways, against what
 * both were when the branch was made. A video that came or went stands for all that belongs to it,
 * and changed pieces of a video are one change.
 */
export async function compareBranch(
  sides: BranchSides,
  { limit, signal }: { limit: number; signal?: AbortSignal | undefined },
): Promise<BranchComparison> {
  const changes = new Map<string, BranchChange>();
  const wholeVideos = new Set<string>();
  let behind = 0;
  for (const [index, key] of (await differingKeys(sides, signal)).entries()) {
    if (index % recordsEach === recordsEach - 1) await nextTurn();
    signal?.throwIfAborted();
    // A row of another number says the same; these are not even parsed.
    if (isUntouched(sides, key)) continue;
    const [was, is, inOrigin] = [
      sides.base.read(key.kind, key.id),
      fieldsJson(sides.branch, key),
      fieldsJson(sides.origin, key),
    ];
    if (is === inOrigin) continue;
    const versions = { was, is, inOrigin };
    if (changedFields(inOrigin, was, is).length > 0 || isAbsence(inOrigin, was, is)) behind += 1;
    const change = changeOf(key, versions);
    if (change === undefined) continue;
    if (key.kind === 'video' && change.how !== 'changed') wholeVideos.add(key.id);
    const before = changes.get(change.key);
    if (before === undefined) changes.set(change.key, change);
    else {
      before.records += 1;
      before.conflict ||= change.conflict;
    }
  }
  const own = [...changes.values()].filter(
    ({ kind, id }) => !ofVideo.has(kind) || !wholeVideos.has(id.split(':')[0] ?? ''),
  );
  return {
    ahead: own.length,
    behind,
    changes: own.slice(0, limit).map((change) => ({ ...change, label: labelOf(sides, change) })),
  };
}

function isUntouched({ branch, origin }: BranchSides, { kind, id }: RecordKey): boolean {
  return readOwnJson(branch, kind, id) === readOwnJson(origin, kind, id);
}

/** Kinds whose id begins with their video's. */
const ofVideo: ReadonlySet<string> = new Set<SharedKind>(['transcript', 'chunk', 'hook', 'metric']);

interface Versions {
  was: string | undefined;
  is: string | undefined;
  inOrigin: string | undefined;
}

/** What the branch has changed of a record and the library has not; undefined when nothing. */
function changeOf({ kind, id }: RecordKey, versions: Versions): BranchChange | undefined {
  const { was, is, inOrigin } = versions;
  const fields = changedFields(is, was, inOrigin);
  if (fields.length === 0 && !isAbsence(is, was, inOrigin)) return undefined;
  const [before, after] = [fieldsOfJson(was), fieldsOfJson(is)];
  // Chunks are told of by their video.
  const named = kind === 'chunk' ? (id.split(':')[0] ?? '') : id;
  return {
    key: `${kind} ${named}`,
    kind,
    id: named,
    label: '',
    how: kind === 'chunk' ? 'changed' : howOf(versions),
    fields,
    texts: fields.flatMap((field) => shortText(field, before[field], after[field])),
    records: 1,
    conflict: isConflict(versions),
  };
}

/** Fields that one side has changed since, and that the other side has otherwise. */
function changedFields(
  side: string | undefined,
  was: string | undefined,
  other: string | undefined,
): string[] {
  const [now, before, others] = [side, was, other].map(fieldsOfJson);
  return [...new Set([...Object.keys(now ?? {}), ...Object.keys(before ?? {})])].filter(
    (name) => !isSame(now?.[name], before?.[name]) && !isSame(now?.[name], others?.[name]),
  );
}

/** One side has removed what the other still has, or brought what has no fields. */
function isAbsence(side?: string, was?: string, other?: string): boolean {
  return (
    (side === undefined) !== (was === undefined) && (side === undefined) !== (other === undefined)
  );
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

function howOf({ was, is }: Versions): BranchChange['how'] {
  if (was === undefined) return 'added';
  return is === undefined ? 'removed' : 'changed';
}

/**
 * The library has changed one of the same fields, or one side has removed what the other changed.
 */
function isConflict({ was, is, inOrigin }: Versions): boolean {
  if (inOrigin === was) return false;
  if (is === undefined || inOrigin === undefined || was === undefined) return true;
  const theirs = changedFields(inOrigin, was, is);
  return changedFields(is, was, inOrigin).some((field) => theirs.includes(field));
}

function fieldsOfJson(json: string | undefined): Record<string, unknown> {
  return json === undefined ? {} : (JSON.parse(json) as Record<string, unknown>);
}

function shortText(field: string, before: unknown, after: unknown): BranchChange['texts'] {
  if (typeof before !== 'string' && typeof after !== 'string') return [];
  const short = (value: unknown): string =>
    typeof value === 'string' ? value.slice(0, maxText) : '';
  return [{ field, before: short(before), after: short(after) }];
}

function labelOf(sides: BranchSides, { kind, id }: BranchChange): string {
  const [first = ''] = id.split(':');
  const json =
    kind === 'video' || ofVideo.has(kind)
      ? newestOf(sides, { kind: 'video', id: first })
      : newestOf(sides, { kind: kind as SharedKind, id });
  const { title, text, name } = fieldsOfJson(json);
  const label = title ?? name ?? text;
  return typeof label === 'string' ? label.slice(0, maxText) : '';
}

function newestOf({ origin, branch, base }: BranchSides, key: RecordKey): string | undefined {
  return fieldsJson(branch, key) ?? fieldsJson(origin, key) ?? base.read(key.kind, key.id);
}
