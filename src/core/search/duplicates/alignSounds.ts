import { bitsOf } from './bits.ts';

export interface SoundLikeness {
  /** The part of the longer one that sounds the same, 0 to 1; silence is left out. */
  share: number;
  /** How much later the same is heard in the second one, in items. */
  offset: number;
}

/** Items at one place that vote for an offset: more of the same are a hum or a loop. */
const maxPlaces = 8;
const triedOffsets = 4;
/** About a second. */
const windowItems = 16;
/** Of the bits: Haitsma and Kalker's threshold. Two different sounds differ in half of them. */
const maxErrorShare = 0.35;
/** Less variety is a tone or a hum, which is alike whatever it is of. */
const minDifferentItems = 24;

/**
 * Finds how two sounds lie on one another, by the offset at which most of their items are equal, and
 * then counts the seconds that are the same at it.
 */
export function alignSounds(one: Uint32Array, other: Uint32Array): SoundLikeness {
  const none = { share: 0, offset: 0 };
  const places = new Map<number, number[]>();
  for (const [at, item] of one.entries()) {
    if (item === 0) continue;
    const known = places.get(item);
    if (known === undefined) places.set(item, [at]);
    else if (known.length < maxPlaces) known.push(at);
  }
  if (places.size < minDifferentItems) return none;
  const votes = new Map<number, number>();
  for (const [at, item] of other.entries()) {
    for (const place of places.get(item) ?? []) {
      votes.set(at - place, (votes.get(at - place) ?? 0) + 1);
    }
  }
  const tried = [...votes].sort((a, b) => b[1] - a[1]).slice(0, triedOffsets);
  const longer = Math.max(countSound(one), countSound(other));
  return tried
    .map(([offset]) => ({ share: sameItems(one, other, offset) / longer, offset }))
    .reduce((best, each) => (each.share > best.share ? each : best), none);
}

/** Items that are not silent. */
export function countSound(items: Uint32Array): number {
  let count = 0;
  for (const item of items) if (item !== 0) count++;
  return count;
}

/** Items in windows that are the same. */
function sameItems(one: Uint32Array, other: Uint32Array, offset: number): number {
  let same = 0;
  const from = Math.max(0, -offset);
  const end = Math.min(one.length, other.length - offset);
  for (let start = from; start < end; start += windowItems) {
    let bits = 0;
    let compared = 0;
    for (let at = start; at < Math.min(end, start + windowItems); at++) {
      const [a, b] = [one[at] ?? 0, other[at + offset] ?? 0];
      if (a === 0 || b === 0) continue;
      bits += bitsOf(a ^ b);
      compared++;
    }
    if (compared > 0 && bits <= compared * 32 * maxErrorShare) same += compared;
  }
  return same;
}
