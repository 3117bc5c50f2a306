import type { AudioPiece, HeardWord } from '../transcriber.ts';

/**
 * Words of spans that were heard one after the other, for each span with the times of the whole
 * audio. A word that seems to reach over a joint belongs where most of it is, and ends with it.
 */
export function placeWords<Word extends HeardWord>(
  words: readonly Word[],
  spans: readonly AudioPiece[],
): Word[][] {
  let heardMs = 0;
  const placed = spans.map(({ startMs, endMs }) => {
    const at = {
      startMs,
      endMs,
      offsetMs: startMs - heardMs,
      heardToMs: heardMs + endMs - startMs,
    };
    heardMs = at.heardToMs;
    return { ...at, words: [] as Word[] };
  });
  for (const word of words) {
    const middleMs = (word.startMs + word.endMs) / 2;
    const span = placed.find(({ heardToMs }) => middleMs < heardToMs) ?? placed.at(-1);
    if (span === undefined) continue;
    const within = (timeMs: number): number =>
      Math.min(span.endMs, Math.max(span.startMs, timeMs + span.offsetMs));
    span.words.push({ ...word, startMs: within(word.startMs), endMs: within(word.endMs) });
  }
  return placed.map((span) => span.words);
}
