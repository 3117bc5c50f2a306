import { deflateSync } from 'node:zlib';

/**
 * Whisper's paper, section 4.5: text that compresses better than this repeats itself. Its other two
 * rules, the mean log-probability and the probability of no speech, are not at hand through the
 * binding; whisper.cpp applies the first itself, with the paper's thresholds and temperatures.
 */
const maxCompressionRatio = 2.4;
/** Below so many bytes the format's own overhead decides. */
const minBytes = 40;

/** True for words as they were heard that repeat themselves past belief. */
export function goesInCircles(words: readonly { text: string }[]): boolean {
  const bytes = Buffer.from(words.map(({ text }) => text).join(' '));
  return bytes.length >= minBytes && bytes.length / deflateSync(bytes).length > maxCompressionRatio;
}
