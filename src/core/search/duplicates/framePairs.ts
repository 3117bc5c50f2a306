import type { FramePrint, PictureHash } from '../../base/index.ts';
import { bitsOf } from './bits.ts';
import { forSharedKeys, PairCounts } from './sharedKeys.ts';

/** Bits of 64 in which the hashes of the same picture differ at most; those of two pictures, 32. */
export const maxFrameBits = 10;
/** The coefficients of odd frequencies across change their sign in the mirror: every other column. */
const mirrorMask = 0xaaaaaaaa;

/** The hash of the mirrored picture. */
export function mirroredHash([upper, lower]: PictureHash): PictureHash {
  return [(upper ^ mirrorMask) >>> 0, (lower ^ mirrorMask) >>> 0];
}

export function differingBits(one: PictureHash, other: PictureHash): number {
  return bitsOf(one[0] ^ other[0]) + bitsOf(one[1] ^ other[1]);
}

/** Bits of a hash by which it is looked up: 16 that are all equal. */
const bands: readonly ((upper: number, lower: number) => number)[] = [
  (upper) => upper >>> 16,
  (upper) => upper & 0xffff,
  (_, lower) => lower >>> 16,
  (_, lower) => lower & 0xffff,
];

/**
 * Videos with a picture in common, as pairs of their numbers: a picture as it is against one as it is,
 * the middle of one, or a mirrored one. Four bands of each hash are looked up (multi-index hashing:
 * Norouzi, Punjani, Fleet, CVPR 2012), so hashes that differ in up to three bits always meet, and with
 * more differing bits most of those of a video do.
 */
export function pairsByFrames(videos: readonly (readonly FramePrint[])[]): PairCounts {
  const count = videos.reduce((sum, frames) => sum + frames.length, 0) * 3;
  const owner = new Uint32Array(count);
  const upper = new Uint32Array(count);
  const lower = new Uint32Array(count);
  const isWhole = new Uint8Array(count);
  let at = 0;
  for (const [video, frames] of videos.entries()) {
    for (const { whole, middle } of frames) {
      for (const [form, hash] of [whole, middle, mirroredHash(whole)].entries()) {
        owner[at] = video;
        upper[at] = hash[0];
        lower[at] = hash[1];
        isWhole[at] = form === 0 ? 1 : 0;
        at++;
      }
    }
  }
  const pairs = new PairCounts(videos.length);
  const nearBy = (entry: number): number =>
    (upper[entry] ?? 0) * 1_024 + (lower[entry] ?? 0) / 2 ** 22;
  const bandOf = (band: number, entry: number): number =>
    bands[band]?.(upper[entry] ?? 0, lower[entry] ?? 0) ?? 0;
  for (const band of bands.keys()) {
    const keys = Uint32Array.from(upper, (_, entry) => bandOf(band, entry));
    forSharedKeys({ keys, nearBy }, (one, other) => {
      if (owner[one] === owner[other] || (isWhole[one] ?? 0) + (isWhole[other] ?? 0) === 0) return;
      const bits =
        bitsOf((upper[one] ?? 0) ^ (upper[other] ?? 0)) +
        bitsOf((lower[one] ?? 0) ^ (lower[other] ?? 0));
      if (bits > maxFrameBits) return;
      // Two hashes that meet in several bands count once.
      for (let earlier = 0; earlier < band; earlier++) {
        if (bandOf(earlier, one) === bandOf(earlier, other)) return;
      }
      pairs.add(owner[one] ?? 0, owner[other] ?? 0);
    });
  }
  return pairs;
}
