/** A line as it was read; `confidence` is the mean over its characters, 0 to 1. */
export interface ReadLine {
  text: string;
  confidence: number;
}

/**
 * The recogniser scores, at each step, "no character" (class 0) and each character, the
 * space last. Between words, most of all between capitals, the space often scores .2 to .4 and
 * loses to "no character": WAIT FOR IT is read as WAITFORIT. Beside letters it scores below .1.
 */
const spaceScore = 0.15;

/**
 * The text of the recogniser's scores (connectionist temporal classification): the best class of each
 * step, each once where it is repeated, without "no character". `characters` are those of class 1 and on.
 */
export function decodeLine(
  scores: Float32Array,
  classes: number,
  characters: readonly string[],
): ReadLine {
  let text = '';
  let sum = 0;
  let count = 0;
  let before = 0;
  for (let at = 0; at + classes <= scores.length; at += classes) {
    const best = bestClass(scores.subarray(at, at + classes));
    if (best !== 0 && best !== before) {
      text += characters[best - 1] ?? '';
      sum += scores[at + best] ?? 0;
      count += 1;
    }
    before = best;
  }
  return { text, confidence: count === 0 ? 0 : Math.min(1, Math.max(0, sum / count)) };
}

function bestClass(scores: Float32Array): number {
  let best = 0;
  for (let i = 1; i < scores.length; i++) if ((scores[i] ?? 0) > (scores[best] ?? 0)) best = i;
  const space = scores.length - 1;
  return best === 0 && (scores[space] ?? 0) >= spaceScore ? space : best;
}
