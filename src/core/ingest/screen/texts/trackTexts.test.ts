import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScreenLine } from '../visionCalls.ts';
import { isSameText } from './sameText.ts';
import { type ReadFrame, trackTexts } from './trackTexts.ts';

/** A line whose letters are 20 pixels wide and 40 high. */
function line(text: string, left: number, top: number, more: { confidence?: number } = {}) {
  const width = 20 * text.length;
  const box = { x: left + width / 2, y: top + 20, width, height: 40, angle: 0 };
  return { text, confidence: 0.95, box, ...more };
}

function frame(startMs: number, endMs: number, ...lines: ScreenLine[]): ReadFrame {
  return { startMs, endMs, page: { width: 1_000, height: 1_800, lines } };
}

function plain(frames: readonly ReadFrame[]) {
  return trackTexts(frames).map(({ startMs, endMs, text }) => [startMs, endMs, text]);
}

describe('trackTexts', () => {
  it('makes one text of the lines of a card, and of texts beside each other as many', () => {
    const page = [
      line('three things', 300, 260),
      line('no sleep', 40, 800),
      line('about it', 340, 320),
      line('by ten', 600, 800),
      line('always late', 40, 850),
      line('on time', 600, 850),
    ];
    expect(plain([frame(0, 500, ...page)])).toEqual([
      [0, 500, 'three things about it'],
      [0, 500, 'no sleep always late'],
      [0, 500, 'by ten on time'],
    ]);
  });

  it('reads what is above and below columns before and after them', () => {
    const page = [
      line('what I eat in a whole day of mine', 40, 400),
      line('eggs', 40, 450),
      line('rice', 500, 450),
      line('toast', 40, 500),
      line('beans', 500, 500),
      line('and a lot of water all day long', 40, 550),
    ];
    expect(plain([frame(0, 500, ...page)])).toEqual([
      [
        0,
        500,
        'what I eat in a whole day of mine eggs toast rice beans and a lot of water all day long',
      ],
    ]);
  });

  it('levels what is turned', () => {
    const angle = 0.3;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const turned = (text: string, u: number, v: number): ScreenLine => ({
      text,
      confidence: 0.9,
      box: {
        x: u * cos - v * sin,
        y: u * sin + v * cos,
        width: 20 * text.length,
        height: 40,
        angle,
      },
    });
    const lines = [turned('makes', 550, 350), turned('every beginner', 500, 300)];
    expect(plain([frame(0, 500, ...lines)])).toEqual([[0, 500, 'every beginner makes']]);
  });

  it('makes one sentence of a caption that comes word by word, with the time of each word', () => {
    const [first] = trackTexts([
      frame(0, 400, line('I', 40, 900)),
      frame(400, 800, line('I stopped', 40, 900)),
      frame(800, 1_200, line('I stopped', 40, 900), line('asking', 40, 950)),
      frame(1_200, 2_000, line('I stopped', 40, 900), line('asking why', 40, 950)),
    ]);
    expect(first).toEqual({
      ...{ startMs: 0, endMs: 2_000, text: 'I stopped asking why', confidence: 0.95, kind: 'text' },
      words: [
        { text: 'I', startMs: 0, endMs: 400 },
        { text: 'stopped', startMs: 400, endMs: 800 },
        { text: 'asking', startMs: 800, endMs: 1_200 },
        { text: 'why', startMs: 1_200, endMs: 2_000 },
      ],
    });
  });

  it('makes sentences of a caption whose words replace one another', () => {
    const shown = ['so this', 'is what', 'happens', 'now.', 'I', 'quit'];
    const frames = shown.map((text, i) =>
      frame(i * 500, i * 500 + 500, line(text, 400 - 10 * text.length, 900)),
    );
    const found = trackTexts(frames);
    expect(found.map(({ startMs, endMs, text }) => [startMs, endMs, text])).toEqual([
      [0, 2_000, 'so this is what happens now.'],
      [2_000, 3_000, 'I quit'],
    ]);
    expect(found[0]?.words?.map(({ text, startMs }) => `${text} ${startMs}`)).toEqual([
      ...['so 0', 'this 0', 'is 500', 'what 500', 'happens 1000', 'now. 1500'],
    ]);
  });

  it('makes no sentence of cards that count, or that are shown for longer', () => {
    const days = ['Day 1', 'Day 2', 'Day 3', 'Day 4'].map((text, i) =>
      frame(i * 500, i * 500 + 500, line(text, 400, 900)),
    );
    expect(plain(days)).toHaveLength(4);
    const cards = ['Sift it', 'Fold gently', 'Bake now', 'Eat'].map((text, i) =>
      frame(i * 2_000, i * 2_000 + 2_000, line(text, 400, 900)),
    );
    expect(plain(cards)).toHaveLength(4);
  });

  it('follows a text that is typed letter by letter', () => {
    const typed = ['How I', 'How I sav', 'How I saved a lo', 'How I saved a lot'];
    const frames = typed.map((text, i) => frame(i * 500, i * 500 + 500, line(text, 40, 900)));
    expect(plain(frames)).toEqual([[0, 2_000, 'How I saved a lot']]);
  });

  it('follows a text that moves', () => {
    const frames = Array.from({ length: 6 }, (_, i) =>
      frame(
        i * 500,
        i * 500 + 500,
        line('day one of', 40, 1_500 - 200 * i),
        line('cooking', 40, 1_550 - 200 * i),
      ),
    );
    expect(plain(frames)).toEqual([[0, 3_000, 'day one of cooking']]);
  });

  it('takes of several readings the words that most have', () => {
    const readings = [
      'What l wish I knew',
      'What I wish I knew',
      'What I wlsh I knew',
      'Whatl wish I knew',
    ];
    const frames = readings.map((text, i) => frame(i * 500, i * 500 + 500, line(text, 40, 900)));
    expect(plain(frames)).toEqual([[0, 2_000, 'What I wish I knew']]);
  });

  it('keeps cards apart that share a line', () => {
    const frames = ['Day 1: three', 'Day 10: nine', 'Day 20: twenty'].map((text, i) =>
      frame(i * 2_000, i * 2_000 + 2_000, line(text, 40, 300), line('push-ups', 40, 350)),
    );
    expect(plain(frames)).toEqual([
      [0, 2_000, 'Day 1: three push-ups'],
      [2_000, 4_000, 'Day 10: nine push-ups'],
      [4_000, 6_000, 'Day 20: twenty push-ups'],
    ]);
  });

  it('tells prices and counts apart', () => {
    const frames = [
      frame(0, 500, line('only $19 today', 40, 900)),
      frame(500, 1_000, line('only $29 today', 40, 900)),
    ];
    expect(plain(frames).map(([, , text]) => text)).toEqual(['only $19 today', 'only $29 today']);
  });

  it('bridges a frame on which the text was missed, but not a second showing', () => {
    const text = line('link in bio', 40, 900);
    const frames = [frame(0, 500, text), frame(500, 1_000), frame(1_000, 1_500, text)];
    expect(plain([...frames, frame(1_500, 4_000), frame(4_000, 5_000, text)])).toEqual([
      [0, 1_500, 'link in bio'],
      [4_000, 5_000, 'link in bio'],
    ]);
  });

  it('ends a text where only a part of it stays on', () => {
    const all = line('I tried it for 30 days', 40, 900);
    const part = line('30 days', 40, 900);
    const frames = [frame(0, 2_000, all), frame(2_000, 3_000, part), frame(3_000, 5_000, part)];
    expect(plain(frames)).toEqual([
      [0, 2_000, 'I tried it for 30 days'],
      [2_000, 5_000, '30 days'],
    ]);
  });

  it('keeps a text twice where it is twice on a frame, and drops doubtful readings', () => {
    const page = [
      line('SALE', 40, 100),
      line('SALE', 40, 900),
      line('texture', 500, 1_500, { confidence: 0.6 }),
      line('—•', 500, 300),
      line('il', 500, 600, { confidence: 0.8 }),
    ];
    expect(plain([frame(0, 500, ...page)]).map(([, , text]) => text)).toEqual(['SALE', 'SALE']);
  });

  it('covers each readable line by a text of the same words', () => {
    const text = fc.constantFrom('buy now', 'buy n0w', 'BUY NOW!', 'day 1', 'day 2', 'glow up');
    const frames = fc.array(fc.array(fc.tuple(text, fc.double({ min: 0.7, max: 1, noNaN: true }))));
    fc.assert(
      fc.property(frames, (all) => {
        const read = all.map((lines, i) =>
          frame(
            i * 400,
            i * 400 + 400,
            ...lines.map(([words, confidence], at) => line(words, 40, 200 * at, { confidence })),
          ),
        );
        const found = trackTexts(read);
        for (const { startMs, endMs, page } of read) {
          for (const { text: words } of page.lines) {
            expect(
              found.some(
                (span) =>
                  span.startMs <= startMs && span.endMs >= endMs && isSameText(span.text, words),
              ),
            ).toBe(true);
          }
        }
      }),
    );
  });
});

describe('watermarks', () => {
  const kinds = (frames: readonly ReadFrame[]) =>
    trackTexts(frames).map(({ startMs, endMs, text, kind }) => [startMs, endMs, text, kind]);
  const cards = ['Sift the flour', 'Fold it in', 'Bake it'].map((text) => line(text, 300, 700));

  it('are handles that stay, also where they jump from corner to corner', () => {
    const frames = cards.map((card, i) =>
      frame(
        i * 2_000,
        i * 2_000 + 2_000,
        card,
        line('@nora.bakes', i === 1 ? 20 : 700, i === 1 ? 40 : 1_700),
      ),
    );
    expect(kinds(frames)).toEqual([
      [0, 2_000, 'Sift the flour', 'text'],
      [0, 6_000, '@nora.bakes', 'watermark'],
      [2_000, 4_000, 'Fold it in', 'text'],
      [4_000, 6_000, 'Bake it', 'text'],
    ]);
  });

  it('are small names in a corner while cards come and go, and no titles', () => {
    const frames = cards.map((card, i) =>
      frame(
        i * 2_000,
        i * 2_000 + 2_000,
        card,
        line('Bakehouse', 800, 1_700),
        line('Best bread', 400, 300),
      ),
    );
    expect(kinds(frames).filter(([startMs]) => startMs === 0)).toEqual([
      [0, 6_000, 'Best bread', 'text'],
      [0, 2_000, 'Sift the flour', 'text'],
      [0, 6_000, 'Bakehouse', 'watermark'],
    ]);
  });

  it('are no handles that are shown once', () => {
    const frames = cards.map((card, i) =>
      frame(
        i * 2_000,
        i * 2_000 + 2_000,
        card,
        ...(i === 2 ? [line('@nora.bakes', 40, 1_000)] : []),
      ),
    );
    expect(kinds(frames).map(([, , , kind]) => kind)).toEqual(['text', 'text', 'text', 'text']);
  });
});
