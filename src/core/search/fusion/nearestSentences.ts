import { dot } from '../../base/index.ts';
import type { AlignedSentence } from './alignSentences.ts';
import type { Located } from './toHit.ts';

/** Sentences that are compared for one query, about 14 ms each on two cores; best hits first. */
const maxSentences = 16;

/** Turns texts into vectors of the space that the query's vector is of. */
export type EmbedTexts = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

/**
 * For each hit that no word decides: the sentence of its chunk whose meaning is nearest to the
 * query's. Hits beyond the first few begin where their chunk begins.
 */
export async function nearestSentences(
  located: readonly Located[],
  vector: Float32Array,
  embed: EmbedTexts,
): Promise<Map<Located, AlignedSentence>> {
  const open: { hit: Located; sentence: AlignedSentence }[] = [];
  for (const hit of located) {
    if (hit.matches.length > 0 || hit.sentences.length < 2) continue;
    if (open.length + hit.sentences.length > maxSentences) break;
    open.push(...hit.sentences.map((sentence) => ({ hit, sentence })));
  }
  const nearest = new Map<Located, AlignedSentence>();
  if (open.length === 0) return nearest;
  const vectors = await embed(
    open.map(({ hit, sentence }) => hit.moment.chunk.text.slice(...sentence.range)),
  );
  const best = new Map<Located, number>();
  for (const [index, { hit, sentence }] of open.entries()) {
    const own = vectors[index];
    const likeness = own === undefined ? -1 : dot(own, vector);
    if (likeness <= (best.get(hit) ?? Number.NEGATIVE_INFINITY)) continue;
    best.set(hit, likeness);
    nearest.set(hit, sentence);
  }
  return nearest;
}
