import { describe, expect, it } from 'vitest';
import type { SegmentDto } from '../../../contract/index.ts';
import type { TextSpan } from '../screen/mergeLines.ts';
import { chunkVideo } from './chunkVideo.ts';
import { openingHook } from './openingHook.ts';

const shown = (startMs: number, endMs: number, text: string): TextSpan => ({
  startMs,
  endMs,
  text,
  confidence: 0.9,
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
        shown(0, 12_000, '@coldbrewclub'),
        shown(3_000, 4_000, 'x'),
        shown(5_000, 7_000, '3 things nobody'),
        shown(5_000, 7_000, 'teIls you'),
      ],
    });
    expect(chunks).toEqual([
      { kind: 'title', startMs: 0, endMs: 12_000, text: 'Cold brew at home. Only two things' },
      { kind: 'speech', startMs: 200, endMs: 1_500, text: 'Stop scrolling.' },
      { kind: 'screen', startMs: 0, endMs: 2_000, text: '3 things nobody tells you' },
      { kind: 'screen', startMs: 0, endMs: 12_000, text: '@coldbrewclub' },
    ]);
  });

  it('has no chunk for a video that says nothing', () => {
    const nothing = { title: ' ', description: undefined, durationMs: 0, segments: [], spans: [] };
    expect(chunkVideo(nothing)).toEqual([]);
  });
});

describe('openingHook', () => {
  it('takes words that begin and texts that are visible in the first three seconds', () => {
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
      shown(2_000, 9_000, '@handle'),
      shown(3_000, 4_000, 'after'),
    ];
    expect(openingHook([said('Never do this', 0, 2_000), timed], spans)).toEqual({
      said: 'Never do this too',
      shown: 'WAIT FOR IT\n@handle',
    });
  });

  it('is empty where nothing is said or shown', () => {
    expect(openingHook([], [])).toEqual({ said: '', shown: '' });
  });
});
