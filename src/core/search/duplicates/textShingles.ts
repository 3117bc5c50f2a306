import { mixed } from './bits.ts';

/** Words in a row that are compared as one. */
const shingleWords = 3;
/** Fewer say nothing: "wait for it" is under many videos. */
const minShingles = 12;
const maxWords = 4_000;
/** Of all different ones, those in both: Jaccard's coefficient. */
export const minTextShare = 0.8;

export interface Shingles {
  /** Hashes of three words in a row, ascending and different. */
  hashes: Uint32Array;
  /** Numbers in the text: "part 1" is another video than "part 2". */
  numbers: string;
}

/**
 * What a text says, without links, names, hashtags, case and signs. Undefined for one that is too
 * short to tell a video by.
 */
export function shinglesOf(text: string): Shingles | undefined {
  const plain = text.toLowerCase().replace(/https?:\S+|[@#][^\s#@]+/gu, ' ');
  const words = plain.match(/[\p{L}\p{N}']+/gu)?.slice(0, maxWords) ?? [];
  const hashes = new Set<number>();
  for (let at = 0; at + shingleWords <= words.length; at++) {
    hashes.add(hashOf(words.slice(at, at + shingleWords).join(' ')));
  }
  if (hashes.size < minShingles) return undefined;
  const numbers = words.filter((word) => /\p{N}/u.test(word)).join(' ');
  return { hashes: Uint32Array.from(hashes).sort(), numbers };
}

/** 0 to 1. Texts with other numbers are not the same. */
export function textShare(one: Shingles, other: Shingles): number {
  if (one.numbers !== other.numbers) return 0;
  let both = 0;
  for (let a = 0, b = 0; a < one.hashes.length && b < other.hashes.length; ) {
    const difference = (one.hashes[a] ?? 0) - (other.hashes[b] ?? 0);
    if (difference === 0) both++;
    if (difference <= 0) a++;
    if (difference >= 0) b++;
  }
  return both / (one.hashes.length + other.hashes.length - both);
}

/** FNV-1a of its UTF-16 units, spread. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return mixed(hash);
}
