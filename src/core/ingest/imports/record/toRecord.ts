import type { z } from 'zod';
import { addressOfPost, platformName, readPostAddress } from '../values/postAddress.ts';
import type { Count } from '../values/readCount.ts';
import {
  countNames,
  type ImportDefaults,
  type ImportedComment,
  type ImportedRecord,
  type ImportedSnapshot,
  mostLiked,
  type TimedText,
} from './importedRecord.ts';
import { type GivenRecord, recordSchema } from './recordSchema.ts';

/** Why a line is no record; the message is for people. */
export class WrongRecord extends Error {}

/** Clocks differ, and days begin at different times. */
const toleranceMs = 36 * 3_600_000;

/** A record from what JSON or a row of a table tells. Throws {@link WrongRecord}. */
export function toRecord(given: unknown, defaults: ImportDefaults): ImportedRecord {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new WrongRecord('Not an object.');
  }
  const address = addressIn(given);
  // An address tells the id that a spreadsheet shortened.
  const whole = address?.externalId === undefined ? given : { ...given, id: address.externalId };
  const parsed = recordSchema.safeParse(withAll(whole));
  if (!parsed.success) throw new WrongRecord(firstIssue(parsed.error));
  const { data } = parsed;
  const platform = platformName(data.platform ?? address?.platform ?? defaults.platform ?? '');
  if (data.url !== undefined && address === undefined) {
    throw new WrongRecord(`url: ${JSON.stringify(data.url.slice(0, 60))} is not a web address`);
  }
  if (platform === '') throw new WrongRecord('No platform, and no url that names it.');
  const url = address?.url ?? (data.id && addressOfPost(platform, data.id));
  if (data.id === undefined && url === undefined) throw new WrongRecord('Neither id nor url.');
  return {
    platform,
    externalId: data.id,
    url,
    title: data.title,
    description: data.description,
    tags: data.tags,
    channel: channelOf(data),
    publishedAtMs: data.publishedAt,
    durationMs: data.durationSeconds,
    language: data.language,
    soundName: data.soundName,
    transcript: transcriptOf(data),
    onScreenText: data.onScreenText,
    comments: commentsOf(data),
    metrics: data.metrics.flatMap((snapshot) => snapshotOf(snapshot, defaults)),
    products: data.products,
  };
}

function addressIn(given: object): ReturnType<typeof readPostAddress> {
  const url: unknown = 'url' in given ? given.url : undefined;
  return typeof url === 'string' ? readPostAddress(url) : undefined;
}

/** zod calls for every key of an object, also those that may be missing. */
function withAll(given: object): object {
  return { ...nothingTold, ...given };
}
const nothingTold = Object.fromEntries(
  Object.keys(recordSchema.shape).map((name) => [name, undefined]),
);

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'It cannot be read.';
  const path = issue.path.map(String).join('.');
  const text =
    issue.code === 'invalid_union' ? 'neither text nor segments with times' : issue.message;
  return path === '' ? text : `${path}: ${text}`;
}

function channelOf({ channel: { id, name, url, followers } }: GivenRecord) {
  const shown = name ?? id;
  if (shown === undefined) return undefined;
  const address = url === undefined ? undefined : readPostAddress(url)?.url;
  return { externalId: id, name: shown, url: address, followers: followers?.value };
}

function transcriptOf({ transcript }: GivenRecord): TimedText[] {
  if (transcript === undefined) return [];
  if (typeof transcript === 'string') {
    return transcript === '' ? [] : [{ startMs: 0, endMs: 0, text: transcript }];
  }
  const timed = transcript.flatMap(({ startMs, endMs, text }): TimedText[] => {
    if (text === undefined || startMs === undefined) return [];
    return [{ startMs, endMs: Math.max(startMs, endMs ?? startMs), text }];
  });
  return timed.sort((one, other) => one.startMs - other.startMs);
}

function commentsOf({ comments }: GivenRecord): ImportedComment[] {
  const told = comments.flatMap(({ id, text, author, likes, publishedAt }): ImportedComment[] => {
    if (text === undefined || text === '') return [];
    return [{ id, text, author, likes: likes?.value, publishedAtMs: publishedAt }];
  });
  return mostLiked(told);
}

function snapshotOf(
  given: GivenRecord['metrics'][number],
  { observedAtMs, nowMs }: ImportDefaults,
): ImportedSnapshot[] {
  const snapshot: ImportedSnapshot = { observedAtMs: given.observedAt ?? observedAtMs };
  if (snapshot.observedAtMs > nowMs + toleranceMs) {
    const day = new Date(snapshot.observedAtMs).toISOString().slice(0, 10);
    throw new WrongRecord(`metrics: counts from the future (${day})`);
  }
  const roundedTo: ImportedSnapshot['roundedTo'] = {};
  for (const name of countNames) {
    const count: Count | undefined = given[name];
    if (count === undefined) continue;
    snapshot[name] = count.value;
    if (count.roundedTo !== undefined && count.roundedTo > 1) roundedTo[name] = count.roundedTo;
  }
  if (Object.keys(snapshot).length === 1) return [];
  return [Object.keys(roundedTo).length === 0 ? snapshot : { ...snapshot, roundedTo }];
}
