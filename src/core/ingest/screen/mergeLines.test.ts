import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeLines, type ReadFrame } from './mergeLines.ts';
import { isSameText } from './sameText.ts';
import type { ScreenLine } from './visionCalls.ts';

function frame(startMs: number, endMs: number, ...lines: [string, number, number?][]): ReadFrame {
  return {
    startMs,
    endMs,
    lines: lines.map(
      ([text, confidence, top = 0]): ScreenLine => ({
        text,
        confidence,
        box: [0, top, 10, top + 10],
      }),
    ),
  };
}

describe('mergeLines', () => {
  it('makes one span of a text read several times and keeps the surest reading', () => {
    const spans = mergeLines([
      frame(0, 500, ['WAIT F0R IT', 0.8, 300], ['3 tricks', 0.9, 100]),
      frame(500, 1_000, ['WAIT FOR IT', 0.97, 300], ['3 tricks', 0.95, 100]),
      frame(1_000, 1_500, ['wait for it', 0.9, 300]),
    ]);
    expect(spans).toEqual([
      { startMs: 0, endMs: 1_000, text: '3 tricks', confidence: 0.95 },
      { startMs: 0, endMs: 1_500, text: 'WAIT FOR IT', confidence: 0.97 },
    ]);
  });

  it('tells prices and counts apart', () => {
    const spans = mergeLines([
      frame(0, 500, ['only $19 today', 0.9]),
      frame(500, 1_000, ['only $29 today', 0.9]),
    ]);
    expect(spans.map((span) => span.text)).toEqual(['only $19 today', 'only $29 today']);
  });

  it('bridges a frame on which the text was missed, but not a second showing', () => {
    const spans = mergeLines([
      frame(0, 500, ['link in bio', 0.9]),
      frame(500, 1_000),
      frame(1_000, 1_500, ['link in bio', 0.9]),
      frame(1_500, 4_000),
      frame(4_000, 5_000, ['link in bio', 0.9]),
    ]);
    expect(spans.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 1_500],
      [4_000, 5_000],
    ]);
  });

  it('keeps a text twice when it stands twice on one frame', () => {
    expect(mergeLines([frame(0, 500, ['SALE', 0.9, 0], ['SALE', 0.9, 90])])).toHaveLength(2);
  });

  it('drops doubtful readings, marks, and doubtful short ones', () => {
    const lines: [string, number][] = [
      ['texture', 0.6],
      ['—•', 0.99],
      ['il', 0.8],
      ['OK', 0.95],
    ];
    expect(mergeLines([frame(0, 500, ...lines)]).map((span) => span.text)).toEqual(['OK']);
  });

  it('covers each readable line by a span of the same text', () => {
    const text = fc.constantFrom('buy now', 'buy n0w', 'BUY NOW!', 'day 1', 'day 2', 'glow up');
    const frames = fc.array(fc.array(fc.tuple(text, fc.double({ min: 0.7, max: 1, noNaN: true }))));
    fc.assert(
      fc.property(frames, (all) => {
        const read = all.map((lines, i) => frame(i * 400, i * 400 + 400, ...lines));
        const spans = mergeLines(read);
        for (const { startMs, endMs, lines } of read) {
          for (const line of lines) {
            expect(
              spans.some(
                (span) =>
                  span.startMs <= startMs &&
                  span.endMs >= endMs &&
                  isSameText(span.text, line.text),
              ),
            ).toBe(true);
          }
        }
      }),
    );
  });
});

describe('isSameText', () => {
  it.each([
    ['cold brew coffee', 'cold brew cofee', true],
    ['WAIT FOR IT', 'WAITFORIT', true],
    ['day 5 of it', 'day 8 of it', false],
    ['cat', 'cut', false],
    ['before', 'after', false],
    ['', 'a', false],
    ['día 3', 'DÍA 3', true],
  ])('%j and %j: %s', (a, b, same) => {
    expect(isSameText(a, b)).toBe(same);
    expect(isSameText(b, a)).toBe(same);
  });
});
