import type { WordDto } from '../../../../contract/index.ts';
import type { AudioPiece } from '../transcriber.ts';

/** Between words of one breath Whisper's own times are as good. */
const minPauseMs = 150;
/** How far Whisper's times are off beside a pause. */
const maxShiftMs = 700;
const shortestWordMs = 40;

/**
 * Words with times that keep to where a voice was heard: after a pause a word begins with the
 * voice, before one it ends with it. Whisper spreads words over pauses, because it times them by
 * how likely each time mark is.
 */
export function alignToVoices(
  words: readonly WordDto[],
  utterances: readonly AudioPiece[],
): WordDto[] {
  const aligned = words.map((word) => ({ ...word }));
  for (const [i, utterance] of utterances.entries()) {
    const before = utterances[i - 1];
    if (before !== undefined && utterance.startMs - before.endMs < minPauseMs) continue;
    const at = nearest(aligned, utterance.startMs);
    const word = aligned[at];
    if (word === undefined) continue;
    word.startMs = utterance.startMs;
    word.endMs = Math.max(word.endMs, utterance.startMs + shortestWordMs);
    pushLater(aligned, at);
    const previous = aligned[at - 1];
    if (previous === undefined) continue;
    const endMs =
      before === undefined ? utterance.startMs : Math.max(before.endMs, previous.startMs);
    previous.endMs = Math.min(Math.max(previous.endMs, endMs), endMs, utterance.startMs);
    previous.startMs = Math.min(previous.startMs, previous.endMs);
  }
  return inOrder(aligned);
}

/** Words after one that was moved begin when it ends, as far as they did not before. */
function pushLater(words: WordDto[], at: number): void {
  for (let i = at + 1; i < words.length; i++) {
    const [before, word] = [words[i - 1], words[i]];
    if (before === undefined || word === undefined || word.startMs >= before.endMs) return;
    word.startMs = before.endMs;
    word.endMs = Math.max(word.endMs, word.startMs);
  }
}

/** Each word ends before the next begins; a word that another was moved over has no time left. */
function inOrder(words: WordDto[]): WordDto[] {
  for (let i = words.length - 2; i >= 0; i--) {
    const [word, next] = [words[i], words[i + 1]];
    if (word === undefined || next === undefined) continue;
    word.endMs = Math.min(word.endMs, next.startMs);
    word.startMs = Math.min(word.startMs, word.endMs);
  }
  return words;
}

/** The word that begins nearest to a time, if any is near. */
function nearest(words: readonly WordDto[], timeMs: number): number {
  let best = -1;
  let bestMs = maxShiftMs;
  for (const [i, { startMs }] of words.entries()) {
    const offMs = Math.abs(startMs - timeMs);
    if (offMs <= bestMs) [best, bestMs] = [i, offMs];
  }
  return best;
}
