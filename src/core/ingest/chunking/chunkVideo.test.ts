import { describe, expect, it } from 'vitest';
import type { OnScreenTextDto, SegmentDto } from '../../../contract/index.ts';
import { chunkVideo } from './chunkVideo.ts';
import { openingHook } from './openingHook.ts';

const shown = (startMs: number, endMs: number, text: string): OnScreenTextDto => ({
  startMs,
  endMs,
  text,
  confidence: 0.9,
  kind: 'text',
});
const said = (text: string, startMs: number, endMs: number): SegmentDto => ({
  startMs,
  endMs,
  text,
  words: [],
});

describe('chunkVideo', () => {
  it('has the title, what is said, and each caption once with its lines together', () => {
    const chunks = chunkVideo({
      title: 'Cold brew  at home',
      description: 'Only\ntwo things',
      durationMs: 12_000,
      segments: [said('Stop scrolling.', 200, 1_500)],
      spans: [
        shown(0, 2_000, '3 things nobody'),
        shown(0, 2_000, 'tells you'),
        { ...shown(0, 12_000, '@coldbrewclub'), kind: 'watermark' },
        shown(3_000, 4_000, 'x'),
        shown(5_000, 7_000, '3 things nobody'),
        shown(5_000, 7_000, 'teIls you'),
      ],
    });
    expect(chunks).toEqual([
      { kind: 'title', startMs: 0, endMs: 12_000, text: 'Cold brew at home. Only two things' },
      { kind: 'speech', startMs: 200, endMs: 1_500, text: 'Stop scrolling.' },
      { kind: 'screen', startMs: 0, endMs: 2_000, text: '3 things nobody tells you' },
      { kind: 'watermark', startMs: 0, endMs: 12_000, text: '@coldbrewclub' },
    ]);
  });

  it('has no chunk for a video that says nothing', () => {
    const nothing = { title: ' ', description: undefined, durationMs: 0, segments: [], spans: [] };
    expect(chunkVideo(nothing)).toEqual([]);
  });
});

describe('openingHook', () => {
  it('takes words that begin and texts that are visible in the first three seconds, and no watermark', () => {
    const timed: SegmentDto = {
      startMs: 2_500,
      endMs: 3_400,
      text: 'too late',
      words: [
        { text: 'too', startMs: 2_999, endMs: 3_200 },
        { text: 'late', startMs: 3_000, endMs: 3_400 },
      ],
    };
    const spans = [
      shown(0, 900, 'WAIT FOR IT'),
      shown(1_500, 2_500, 'wait for it'),
      { ...shown(0, 9_000, '@handle'), kind: 'watermark' as const },
      shown(3_000, 4_000, 'after'),
      {
        ...shown(2_000, 4_000, 'one by one'),
        words: [
          { text: 'one', startMs: 2_000, endMs: 2_500 },
          { text: 'by', startMs: 2_500, endMs: 3_000 },
          { text: 'one', startMs: 3_000, endMs: 4_000 },
        ],
      },
    ];
    expect(openingHook([said('Never do this', 0, 2_000), timed], spans)).toEqual({
      said: 'Never do this too',
      shown: 'WAIT FOR IT\none by',
    });
  });

  it('is empty where nothing is said or shown', () => {
    expect(openingHook([], [])).toEqual({ said: '', shown: '' });
  });
});
