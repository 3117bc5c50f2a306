import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SegmentDto } from '../../../../contract/index.ts';
import { editLines } from './editLines.ts';
import { mergeTranscripts } from './mergeTranscripts.ts';

/** Lines of words that follow each other, one every 500 ms, `shiftMs` later. */
function hearing(texts: readonly string[], shiftMs = 0): SegmentDto[] {
  let atMs = shiftMs;
  return texts.map((text) => {
    const startMs = atMs;
    const words = text.split(' ').map((word) => {
      const from = atMs;
      atMs += 500;
      return { text: word, startMs: from, endMs: from + 400 };
    });
    return { startMs, endMs: atMs - 100, text, words };
  });
}
const texts = (segments: readonly SegmentDto[]): string[] => segments.map(({ text }) => text);
const retold = (lines: SegmentDto[], position: number, text: string): SegmentDto[] => {
  const { before, after } = editLines(lines, position, { type: 'text', text });
  return lines.toSpliced(position, before.length, ...after);
};

const heard = hearing(['Stop buying cold blue.', 'It costs for dollars.', 'Make it at home.']);

test('an edit survives a new hearing, at the times that this one has', () => {
  const edited = retold(heard, 0, 'Stop buying cold brew.');
  const next = hearing(
    ['Stop buying cold blue.', 'It costs four dollars.', 'Make it at home.'],
    200,
  );
  const merged = mergeTranscripts(heard, edited, next);
  expect(merged.conflicts).toEqual([]);
  expect(texts(merged.segments)).toEqual([
    ...['Stop buying cold brew.', 'It costs four dollars.', 'Make it at home.'],
  ]);
  expect(merged.segments[0]?.words.at(-1)).toEqual({ text: 'brew.', startMs: 1_700, endMs: 2_100 });
});

test('a hearing that agrees with the edit is no conflict; one that differs from both is', () => {
  const edited = retold(heard, 0, 'Stop buying cold brew.');
  const agreeing = hearing(['Stop buying cold Brew', 'It costs for dollars.', 'Make it at home.']);
  expect(mergeTranscripts(heard, edited, agreeing).conflicts).toEqual([]);
  const other = hearing(['Stop buying cold bloom.', 'It costs for dollars.', 'Make it at home.']);
  const merged = mergeTranscripts(heard, edited, other);
  expect(texts(merged.segments)[0]).toBe('Stop buying cold brew.');
  expect(merged.conflicts).toEqual([
    {
      ...{ id: expect.any(String), startMs: 1_500, endMs: 1_900, edited: 'brew.', heard: 'bloom.' },
      words: [{ text: 'bloom.', startMs: 1_500, endMs: 1_900 }],
    },
  ]);
});

test('lines that a person split, merged or removed stay so', () => {
  const split = heard.toSpliced(0, 1, ...editLines(heard, 0, { type: 'split', atMs: 1_000 }).after);
  const merged = split.toSpliced(2, 2, ...editLines(split, 2, { type: 'merge' }).after);
  const next = hearing(
    ['Stop buying cold blue.', 'It costs four dollars.', 'Make it at home.'],
    100,
  );
  expect(texts(mergeTranscripts(heard, merged, next).segments)).toEqual([
    ...['Stop buying', 'cold blue.', 'It costs four dollars. Make it at home.'],
  ]);
  const removed = retold(heard, 1, '');
  const again = hearing(
    ['Stop buying cold blue.', 'It costs for dollars.', 'Make it at home!'],
    100,
  );
  expect(texts(mergeTranscripts(heard, removed, again).segments)).toEqual([
    ...['Stop buying cold blue.', 'Make it at home!'],
  ]);
});

test('where a new hearing has nothing, edited words stay and are said to be in question', () => {
  const edited = retold(heard, 2, 'Make it at work.');
  const merged = mergeTranscripts(heard, edited, []);
  expect(texts(merged.segments).join(' ')).toContain('work.');
  expect(merged.conflicts).toMatchObject([{ heard: '', words: [] }]);
});

test('the same word again far away is another one', () => {
  const long = hearing(['no no no no no no no no no no', 'yes']);
  const edited = retold(long, 0, 'no no no no no no no no no go');
  const next = hearing(['no no no no no no no no no no', 'yes'], 40);
  expect(texts(mergeTranscripts(long, edited, next).segments)).toEqual([
    ...['no no no no no no no no no go', 'yes'],
  ]);
});

const word = fc.constantFrom('a', 'b', 'the', 'cold', 'brew', 'home', 'now', 'it', 'costs');
const lines = fc.array(
  fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' ')),
  { minLength: 1, maxLength: 6 },
);
/** A random number of edits of any kind. */
const edits = fc.array(
  fc.tuple(
    fc.nat(),
    fc.oneof(
      fc.record({
        type: fc.constant('text' as const),
        text: fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')),
      }),
      fc.record({ type: fc.constant('split' as const), atMs: fc.nat({ max: 20_000 }) }),
      fc.record({ type: fc.constant('merge' as const) }),
    ),
  ),
  { maxLength: 6 },
);
test('nothing new is heard: the edits are all there is; nothing was edited: the new hearing is', () => {
  fc.assert(
    fc.property(lines, lines, edits, (first, second, wanted) => {
      const before = hearing(first);
      let edited = before;
      for (const [at, edit] of wanted) {
        try {
          const change = editLines(edited, at % Math.max(1, edited.length), edit);
          edited = edited.toSpliced(change.position, change.before.length, ...change.after);
        } catch {
          // An edit that is refused changes nothing.
        }
      }
      expect(mergeTranscripts(before, edited, before)).toEqual({ segments: edited, conflicts: [] });
      const next = hearing(second, 300);
      expect(mergeTranscripts(before, before, next)).toEqual({ segments: next, conflicts: [] });
    }),
    { numRuns: 100 },
  );
});

test('whatever is merged is in order, and every line has words', () => {
  fc.assert(
    fc.property(lines, lines, lines, (first, second, third) => {
      const { segments } = mergeTranscripts(hearing(first), hearing(second), hearing(third, 150));
      for (const [index, segment] of segments.entries()) {
        expect(segment.text).not.toBe('');
        expect(segment.words.map(({ text }) => text).join(' ')).toBe(segment.text);
        expect(segment.startMs).toBeGreaterThanOrEqual(segments[index - 1]?.startMs ?? 0);
        expect(segment.endMs).toBeGreaterThanOrEqual(segment.startMs);
      }
    }),
    { numRuns: 100 },
  );
});
