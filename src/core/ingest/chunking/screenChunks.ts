import type { OnScreenTextDto } from '../../../contract/index.ts';
import { comparable, isSameComparable } from '../screen/texts/sameText.ts';
import type { Chunk } from './chunk.ts';

/** Texts that come and go together within this are one chunk. */
const togetherMs = 300;
/** Shorter texts say nothing that one would search by meaning; single letters are noise. */
const minLetters = 2;

/**
 * On-screen texts as chunks: texts shown together are one chunk, a text shown again later (a
 * refrain) is one chunk at its first showing. Ordered by time.
 */
export function screenChunks(spans: readonly OnScreenTextDto[]): Chunk[] {
  const chunks: Chunk[] = [];
  const known: string[] = [];
  for (const group of groupTogether(spans)) {
    const chunk: Chunk = {
      kind: 'screen',
      startMs: Math.min(...group.map((span) => span.startMs)),
      endMs: Math.max(...group.map((span) => span.endMs)),
      text: group.map((span) => span.text).join(' '),
    };
    const letters = comparable(chunk.text);
    if (letters.length < minLetters) continue;
    if (known.some((other) => isSameComparable(other, letters))) continue;
    known.push(letters);
    chunks.push(chunk);
  }
  return chunks;
}

function groupTogether(spans: readonly OnScreenTextDto[]): OnScreenTextDto[][] {
  const groups: OnScreenTextDto[][] = [];
  for (const span of spans) {
    const together = groups.findLast(([first]) => first !== undefined && isTogether(first, span));
    if (together === undefined) groups.push([span]);
    else together.push(span);
  }
  return groups;
}

function isTogether(a: OnScreenTextDto, b: OnScreenTextDto): boolean {
  return Math.abs(a.startMs - b.startMs) <= togetherMs && Math.abs(a.endMs - b.endMs) <= togetherMs;
}
