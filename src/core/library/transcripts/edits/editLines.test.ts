import { expect, test } from 'vitest';
import type { SegmentDto, TranscriptEdit } from '../../../../contract/index.ts';
import { editLines } from './editLines.ts';

/** A word every 500 ms, 400 ms long. */
function line(startMs: number, text: string, words = text.split(' ')): SegmentDto {
  return {
    ...{ startMs, endMs: startMs + words.length * 500, text },
    words: words.map((word, index) => {
      const from = startMs + index * 500;
      return { text: word, startMs: from, endMs: from + 400 };
    }),
  };
}
const caption = (startMs: number, endMs: number, text: string): SegmentDto => ({
  ...{ startMs, endMs, text, words: [] },
});
const edited = (lines: SegmentDto[], edit: TranscriptEdit, position = 0): SegmentDto[] =>
  editLines(lines, position, edit).after;
const text = (given: string): TranscriptEdit => ({ type: 'text', text: given });
const times = (segment: SegmentDto | undefined) =>
  segment?.words.map((word) => `${word.text} ${word.startMs}-${word.endMs}`);

test('a word is corrected in place: every word keeps its time, and so does the line', () => {
  const heard = line(1_000, 'Cold blue at home.');
  const [only, ...others] = edited([heard], text('Cold brew at home.'));
  expect(others).toEqual([]);
  expect(only).toMatchObject({ startMs: 1_000, endMs: 3_000, text: 'Cold brew at home.' });
  expect(times(only)).toEqual([
    ...['Cold 1000-1400', 'brew 1500-1900', 'at 2000-2400', 'home. 2500-2900'],
  ]);
});

test('words that take the place of others share their time; one more finds room', () => {
  const heard = line(0, 'we sell wood work here');
  expect(times(edited([heard], text('we sell woodwork here'))[0])).toEqual([
    ...['we 0-400', 'sell 500-900', 'woodwork 1000-1900', 'here 2000-2400'],
  ]);
  // Between "we" and "sell" are 100 ms: room enough for a word.
  expect(times(edited([heard], text('we do sell wood work here'))[0])?.slice(0, 3)).toEqual([
    ...['we 0-400', 'do 400-500', 'sell 500-900'],
  ]);
  // Between two words that touch there is none: they share the time of the one before.
  const touching = {
    ...heard,
    words: heard.words.map((word) => ({ ...word, endMs: word.startMs + 500 })),
  };
  expect(times(edited([touching], text('we do sell wood work here'))[0])?.slice(0, 3)).toEqual([
    ...['we 0-250', 'do 250-500', 'sell 500-1000'],
  ]);
});

test('a line break divides the line, and no text removes it', () => {
  const heard = line(0, 'Stop here. Now go.');
  const [first, second] = edited([heard], text('Stop here.\n Now  go.'));
  expect(first).toMatchObject({ startMs: 0, endMs: 900, text: 'Stop here.' });
  expect(second).toMatchObject({ startMs: 1_000, endMs: 2_000, text: 'Now go.' });
  expect(times(second)).toEqual(['Now 1000-1400', 'go. 1500-1900']);
  expect(edited([heard], text(' \n'))).toEqual([]);
});

test('split and merged, a line is as it was', () => {
  const heard = { ...line(0, '“No, no,” he said.', ['No,', 'no,', 'he', 'said.']), endMs: 1_900 };
  const halves = edited([heard], { type: 'split', atMs: 1_000 });
  expect(halves.map((half) => half.text)).toEqual(['“No, no,”', 'he said.']);
  expect(halves.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [0, 900],
    [1_000, 1_900],
  ]);
  expect(edited(halves, { type: 'merge' })).toEqual([heard]);
});

test('a boundary moves words over with their times', () => {
  const lines = [line(0, 'It is cold'), line(1_500, 'brew at home.')];
  const [first, second] = edited(lines, { type: 'boundary', atMs: 900 });
  expect([first?.text, second?.text]).toEqual(['It is', 'cold brew at home.']);
  expect([first?.endMs, second?.startMs, second?.endMs]).toEqual([900, 1_000, 3_000]);
  expect(times(second)).toEqual([
    ...['cold 1000-1400', 'brew 1500-1900', 'at 2000-2400', 'home. 2500-2900'],
  ]);
  for (const atMs of [0, 9_000]) {
    expect(() => edited(lines, { type: 'boundary', atMs })).toThrow('Both lines need a word');
  }
});

test('captions have no times of words, and get none: their boundary is a time', () => {
  const lines = [caption(0, 2_000, 'Cold brew'), caption(2_000, 4_000, 'at home')];
  expect(edited(lines, { type: 'boundary', atMs: 1_500 })).toEqual([
    ...[caption(0, 1_500, 'Cold brew'), caption(1_500, 4_000, 'at home')],
  ]);
  expect(edited(lines, { type: 'merge' })).toEqual([caption(0, 4_000, 'Cold brew at home')]);
  expect(edited(lines, text('Cold\nbrew'))).toEqual([
    ...[caption(0, 1_000, 'Cold'), caption(1_000, 2_000, 'brew')],
  ]);
});

test('scripts without spaces keep their characters together, and the times of what stays', () => {
  const heard = line(0, '今日は晴れ', ['今日', 'は', '晴れ']);
  const [only] = edited([heard], text('昨日は晴れ'));
  expect(only?.text).toBe('昨日は晴れ');
  expect(times(only)).toEqual([
    ...['昨 0-200', '日 200-400', 'は 500-900', '晴 1000-1200', 'れ 1200-1400'],
  ]);
});

test('a line that is not there, and a split at its end, are refused', () => {
  const lines = [line(0, 'one two')];
  expect(() => editLines(lines, 1, { type: 'merge' })).toThrow('no line 2');
  expect(() => edited(lines, { type: 'merge' })).toThrow('no line 2');
  expect(() => edited(lines, { type: 'split', atMs: 1_000 })).toThrow('between two of its words');
});
