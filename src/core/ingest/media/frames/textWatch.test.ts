import { beforeEach, expect, test } from 'vitest';
import { comparedSize, TextWatch } from './textWatch.ts';

let watch: TextWatch;
beforeEach(() => {
  watch = new TextWatch();
});

interface Drawn {
  /** Rows of strokes, as letters are, from this row on. */
  textTop?: number;
  /** Where the strokes begin: another text has other strokes. */
  shift?: number;
  contrast?: number;
  /** A soft light that wanders behind it all. */
  light?: number;
}

let seed = 1;
function picture({ textTop, shift = 0, contrast = 150, light = 0 }: Drawn = {}): Uint8Array {
  return Uint8Array.from({ length: comparedSize ** 2 }, (_, at) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const x = at % comparedSize;
    const y = Math.floor(at / comparedSize);
    const inText = textTop !== undefined && y >= textTop && y < textTop + 14 && x > 60 && x < 260;
    const part = Math.floor(x / 4) * 31 + Math.floor(y / 7) * 17 + shift * 101;
    const stroke = inText && (part * part) % 7 < 3;
    const glow = 60 * Math.exp(-((x - light) ** 2 + (y - 80) ** 2) / 3_000);
    return 60 + glow + (stroke ? contrast : 0) + (seed % 7) - 3;
  });
}

const isNew = (drawn: Drawn, atMs: number, newShot = false): boolean =>
  watch.isNew(picture(drawn), { atMs, newShot });

test('text that comes, changes and goes is new once each', () => {
  const seen = [
    isNew({}, 0),
    isNew({}, 500),
    isNew({ textTop: 250 }, 1_000),
    isNew({ textTop: 250 }, 1_500),
    isNew({ textTop: 250, shift: 1 }, 2_000),
    isNew({ textTop: 250, shift: 1 }, 2_500),
    isNew({}, 3_000),
  ];
  expect(seen).toEqual([true, false, true, false, true, false, true]);
});

test('a caption over a moving picture is read again only now and then', () => {
  const seen = Array.from({ length: 9 }, (_, step) =>
    isNew({ textTop: 250, light: step * 35 }, step * 500),
  );
  expect(seen).toEqual([true, false, false, false, true, false, false, false, true]);
});

test('faint text is found within two seconds', () => {
  const seen = [0, 500, 1_000, 1_500, 2_000].map((atMs) =>
    isNew(atMs === 0 ? {} : { textTop: 250, contrast: 45 }, atMs),
  );
  expect(seen).toEqual([true, false, false, false, true]);
});

test('a new shot is new; a still picture stays known however long it stands', () => {
  expect(isNew({}, 0)).toBe(true);
  expect(isNew({}, 60_000)).toBe(false);
  expect(isNew({}, 60_500, true)).toBe(true);
});
