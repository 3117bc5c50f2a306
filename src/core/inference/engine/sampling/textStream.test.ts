import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextStream } from './textStream.ts';

function feed(text: string, stop: readonly string[]): { pieces: string[]; stream: TextStream } {
  const stream = new TextStream(stop);
  const pieces: string[] = [];
  for (const byte of new TextEncoder().encode(text)) {
    pieces.push(stream.add(Uint8Array.of(byte)));
    if (stream.stopped) break;
  }
  pieces.push(stream.end());
  return { pieces, stream };
}

test('characters of several tokens are given out whole', () => {
  expect(feed('aé🐟b', []).pieces.filter((piece) => piece !== '')).toEqual(['a', 'é', '🐟', 'b']);
});

test('the text ends before the stop string, of which nothing is given out', () => {
  const { pieces, stream } = feed('one\nTopic: two', ['\n\n', '\nTopic']);
  expect({ text: stream.text, given: pieces.join(''), stopped: stream.stopped }).toEqual({
    text: 'one',
    given: 'one',
    stopped: true,
  });
});

test('a stop string that is kept is given out, and nothing behind it', () => {
  const stream = new TextStream(['END', 'two'], { kept: ['END'] });
  const add = (text: string, stops = true): string =>
    stream.add(new TextEncoder().encode(text), stops);
  expect([add('one E'), add('ND two'), stream.end()]).toEqual(['one ', 'END', '']);
  expect({ text: stream.text, stopped: stream.stopped }).toEqual({
    text: 'one END',
    stopped: true,
  });
});

test('a stop string before the least length is text like any other', () => {
  const stream = new TextStream(['END']);
  const add = (text: string, stops: boolean): string =>
    stream.add(new TextEncoder().encode(text), stops);
  expect([add('an END', false), add(' or EN', false)]).toEqual(['an END', ' or ']);
  expect(stream.stopped).toBe(false);
  // It begins in what does not count yet.
  expect([add('D, then', true), stream.stopped]).toEqual(['END, then', false]);
  expect([add(' END.', true), stream.stopped, stream.text]).toEqual([
    ...[' ', true, 'an END or END, then '],
  ]);
});

test('what is given out is always the text, piece by piece', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 });
  fc.assert(
    fc.property(text, fc.array(fc.string({ minLength: 1, maxLength: 3 })), (all, stop) => {
      const { pieces, stream } = feed(all, stop);
      const cuts = stop.map((each) => all.indexOf(each)).filter((at) => at >= 0);
      const expected = cuts.length === 0 ? all : stream.text;
      expect(pieces.join('')).toBe(stream.text);
      expect(stream.text).toBe(expected);
      for (const each of stop) expect(stream.text).not.toContain(each);
    }),
  );
});
