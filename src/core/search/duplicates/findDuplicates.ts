import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DuplicateSign, VideoId } from '../../../contract/index.ts';
import type { Library, ReadControl } from '../../db/index.ts';
import { mixed } from './bits.ts';
import { compareVideos } from './compareVideos.ts';
import { countPrints } from './countPrints.ts';
import { pairsByFrames } from './framePairs.ts';
import { type JoinedGroup, joinGroups, type Link } from './joinGroups.ts';
import { type ReadVideo, readCompared } from './readCompared.ts';
import { forSharedKeys, PairCounts } from './sharedKeys.ts';

export interface FoundGroup {
  likeness: number;
  signs: DuplicateSign[];
  videos: { videoId: VideoId; likeness: number }[];
}

export interface FoundDuplicates {
  groups: FoundGroup[];
  /** Videos that have prints or a text to tell them by. */
  compared: number;
  /** What there was to compare: `countPrints`. */
  prints: number;
}

/** Of the items of a sound and of a text so many are looked up: the same ones in every copy. */
const soundKeys = 64;
const textKeys = 8;
/** Of those, in both: one may be by chance. */
const minSharedKeys = 2;
/** Of more pictures than these one in common is mostly an opening or a closing card. */
const fewFrames = 4;
const minSharedFrames = 2;
const yieldEvery = 500;

/**
 * Groups of videos that are copies of one another. Pairs that have something in common come from an
 * inverted index (of bands of picture hashes, of sampled items of sound and of sampled words in a
 * row), each is compared in full, and those that are copies are joined. Errors: `job.cancelled`.
 */
export async function findDuplicates(
  library: Library,
  _: undefined,
  { signal }: ReadControl,
): Promise<FoundDuplicates> {
  const prints = countPrints(library);
  const videos = readCompared(library);
  const links: Link[] = [];
  const compare = (one: number, other: number): Link | undefined => {
    const [left, right] = [videos[one], videos[other]];
    const found = left && right && compareVideos(left, right);
    return found && { one, other, ...found };
  };
  let compared = 0;
  for (const [one, other] of candidatePairs(videos)) {
    if (++compared % yieldEvery === 0) await nextTurn(undefined, { signal });
    const link = compare(one, other);
    if (link !== undefined) links.push(link);
  }
  return {
    groups: joinGroups(links, compare).map((group) => describe(group, videos)),
    prints,
    compared: videos.filter((video) => video.hasFile || video.text !== undefined).length,
  };
}

function* candidatePairs(videos: readonly ReadVideo[]): Generator<[number, number]> {
  const fewest = (one: number, other: number): number =>
    Math.min(videos[one]?.frames.length ?? 0, videos[other]?.frames.length ?? 0);
  yield* pairsByFrames(videos.map(({ frames }) => frames)).pairs((one, other) =>
    fewest(one, other) <= fewFrames ? 1 : minSharedFrames,
  );
  // With pictures it is they that tell; sounds of those are compared when a picture is the same.
  const heard = (video: ReadVideo): Uint32Array =>
    video.frames.length > 0 || !video.hasFile
      ? new Uint32Array()
      : video.sound().filter((item) => item !== 0);
  yield* pairsByKeys(videos, heard, soundKeys).pairs(() => minSharedKeys);
  const read = (video: ReadVideo): Uint32Array => video.text?.hashes ?? new Uint32Array();
  for (const [one, other] of pairsByKeys(videos, read, textKeys).pairs(() => minSharedKeys)) {
    if (videos[one]?.hasFile === true && videos[other]?.hasFile === true) continue;
    yield [one, other];
  }
}

/** By the smallest hashes of each (min-wise sampling: Broder, 1997), which copies have in common. */
function pairsByKeys(
  videos: readonly ReadVideo[],
  itemsOf: (video: ReadVideo) => Uint32Array,
  keysEach: number,
): PairCounts {
  const keys: number[] = [];
  const owners: number[] = [];
  for (const [number, video] of videos.entries()) {
    const hashes = Uint32Array.from(new Set(itemsOf(video).map(mixed))).sort();
    for (const hash of hashes.subarray(0, keysEach)) {
      keys.push(hash);
      owners.push(number);
    }
  }
  const pairs = new PairCounts(videos.length);
  forSharedKeys({ keys: Uint32Array.from(keys) }, (one, other) =>
    pairs.add(owners[one] ?? 0, owners[other] ?? 0),
  );
  return pairs;
}

const signOrder: readonly DuplicateSign[] = ['picture', 'sound', 'text'];

function describe({ members, links }: JoinedGroup, videos: readonly ReadVideo[]): FoundGroup {
  const best = new Map<number, number>();
  for (const { one, other, likeness } of links) {
    for (const video of [one, other]) {
      best.set(video, Math.max(best.get(video) ?? 0, likeness));
    }
  }
  const likenesses = members.map((video) => best.get(video) ?? 0);
  return {
    likeness: likenesses.reduce((sum, value) => sum + value, 0) / members.length,
    signs: signOrder.filter((sign) => links.some(({ signs }) => signs.includes(sign))),
    videos: members.flatMap((number, index) => {
      const video = videos[number];
      return video === undefined ? [] : [{ videoId: video.id, likeness: likenesses[index] ?? 0 }];
    }),
  };
}
