import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CodeId, VideoId } from '../../../../contract/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../../db/testing/temporaryLibrary.ts';
import { addSampleVideo } from '../../testing/sampleVideo.ts';
import { addCode } from '../codeRepository.ts';
import { applyCode } from '../quoteRepository.ts';
import { cohensKappa, krippendorffsAlpha } from './chanceCorrected.ts';
import { measureAgreement } from './measureAgreement.ts';
import { secondsOf } from './secondsOf.ts';

let place: TemporaryLibrary;
let videoIds: VideoId[];
beforeEach(async () => {
  place = await temporaryLibrary();
  const ids = ['a', 'b', 'c'].map((name) =>
    addSampleVideo(place, { name: `${name}.mp4`, bytes: name }),
  );
  videoIds = (await Promise.all(ids)).map(({ id }) => id);
  place.library.db.$client.exec('UPDATE videos SET duration_ms = 10000');
});
afterEach(() => place.remove());

const code = (name: string): CodeId => addCode(place.library, { name, memo: '' }).id;
function apply(codeId: CodeId, coder: string, [startMs, endMs]: [number, number], video = 0): void {
  const [videoId = videoIds[0]] = [videoIds[video]];
  if (videoId === undefined) throw new Error('No video.');
  applyCode(place.library, { codeId, videoId, startMs, endMs, coder });
}

// [both, only the first, only the second, neither], kappa by scikit-learn 1.9.1
// (cohen_kappa_score), alpha by PyPI's krippendorff 0.9.0 (nominal, values 0 and 1).
test.each([
  [[3, 0, 0, 7], 1, 1],
  [[2, 2, 2, 4], 0.16666666666666663, 0.20833333333333326],
  [[0, 5, 5, 0], -1, -0.8999999999999999],
  [[1, 1, 1, 97], 0.4897959183673469, 0.4923469387755103],
  [[16, 6, 44, 134], 0.2732558139534883, 0.23492867004141738],
  [[72, 26, 25, 77], 0.4896938162897738, 0.4909568480300187],
  [[69, 25, 29, 77], 0.4593512214657589, 0.46048677884615385],
  [[0, 0, 55, 145], 0, -0.15652173913043477],
])('%j: kappa and alpha are those of scikit-learn and krippendorff', (counts, kappa, alpha) => {
  const [both = 0, onlyFirst = 0, onlySecond = 0, neither = 0] = counts;
  const units = { both, onlyFirst, onlySecond, neither };
  expect(cohensKappa(units)).toBeCloseTo(kappa, 12);
  expect(krippendorffsAlpha(units)).toBeCloseTo(alpha, 12);
});

test('a code that both always or never use has neither: chance would do the same', () => {
  for (const units of [
    { both: 9, onlyFirst: 0, onlySecond: 0, neither: 0 },
    { both: 0, onlyFirst: 0, onlySecond: 0, neither: 9 },
  ]) {
    expect([cohensKappa(units), krippendorffsAlpha(units)]).toEqual([undefined, undefined]);
  }
});

test('a second is coded when its middle is; a short span is never lost', () => {
  expect(secondsOf({ startMs: 400, endMs: 2_600 })).toEqual([0, 1, 2]);
  expect(secondsOf({ startMs: 501, endMs: 2_500 })).toEqual([1]);
  expect(secondsOf({ startMs: 1_700, endMs: 1_900 })).toEqual([1]);
  fc.assert(
    fc.property(fc.nat(99_000), fc.integer({ min: 1, max: 9_000 }), (startMs, lengthMs) => {
      const seconds = secondsOf({ startMs, endMs: startMs + lengthMs });
      expect(seconds.length).toBeGreaterThan(0);
      expect(Math.abs(seconds.length - lengthMs / 1_000)).toBeLessThanOrEqual(1);
    }),
    { numRuns: 100 },
  );
});

test('two coders are compared where both have coded, code by code', () => {
  const [hook, rare] = [code('Hook'), code('Rare')];
  code('Unused');
  apply(hook, 'Ann', [0, 4_000]);
  apply(hook, 'Bo', [2_000, 6_000]);
  apply(rare, 'Bo', [9_000, 9_200], 1);
  apply(hook, 'Ann', [0, 10_000], 1);
  // Bo has not been here.
  apply(rare, 'Ann', [0, 10_000], 2);
  apply(hook, 'Cy', [0, 1_000]);
  expect(measureAgreement(place.library, {})).toMatchObject({
    ...{ first: 'Ann', second: 'Bo', videos: 2, seconds: 20 },
    coders: [
      { name: 'Ann', quotes: 3 },
      { name: 'Bo', quotes: 2 },
      { name: 'Cy', quotes: 1 },
    ],
    codes: [
      { code: 'Hook', both: 2, onlyFirst: 12, onlySecond: 2, neither: 4 },
      { code: 'Rare', both: 0, onlyFirst: 0, onlySecond: 1, neither: 19, kappa: 0 },
    ],
  });
  const other = measureAgreement(place.library, { first: 'Cy', second: 'Ann' });
  expect(other).toMatchObject({ first: 'Cy', second: 'Ann', videos: 1, seconds: 10 });
  expect(other.codes).toMatchObject([{ code: 'Hook', both: 1, onlyFirst: 0, onlySecond: 3 }]);
  expect(() => measureAgreement(place.library, { first: 'Dee' })).toThrow('Nobody named Dee');
});

test('one coder agrees with nobody', () => {
  apply(code('Hook'), '', [0, 1_000]);
  expect(measureAgreement(place.library, {})).toEqual({
    ...{ coders: [{ name: '', quotes: 1 }], videos: 0, seconds: 0, codes: [] },
  });
});
