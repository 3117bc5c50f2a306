import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findUtterances } from './findUtterances.ts';
import { frameMs } from './heardVoices.ts';
import { lengthOf, maxPackMs, planPacks } from './planPacks.ts';

/** Speech and pauses in turn, each of so many seconds. */
function plan(...seconds: number[]) {
  const probabilities = Float32Array.from(
    seconds.flatMap((length, i) =>
      Array<number>(Math.round((length * 1_000) / frameMs)).fill(i % 2 === 0 ? 0.9 : 0),
    ),
  );
  const durationMs = probabilities.length * frameMs;
  const utterances = findUtterances(probabilities, durationMs);
  return { utterances, packs: planPacks(utterances, probabilities, durationMs) };
}
const seconds = ({ packs }: ReturnType<typeof plan>) =>
  packs.map(({ spans }) =>
    spans.map(({ startMs, endMs }) => [Math.round(startMs / 1_000), Math.round(endMs / 1_000)]),
  );

it('hears short speech together and leaves out what is between', () => {
  expect(seconds(plan(0, 46, 4, 5, 3))).toEqual([
    [
      [46, 50],
      [55, 58],
    ],
  ]);
  expect(seconds(plan(4, 0.5, 3))).toEqual([[[0, 8]]]);
});

it('begins anew after a scene without speech, when there is enough before it', () => {
  expect(seconds(plan(10, 5, 10))).toEqual([[[0, 10]], [[15, 25]]]);
});

it('cuts a long talk at its longest pause', () => {
  expect(seconds(plan(19, 0.2, 3, 0.9, 3, 0.2, 20))).toEqual([[[0, 22]], [[23, 46]]]);
});

it('cuts speech without a pause, and hears nothing twice', () => {
  const { packs } = plan(100);
  expect(packs.length).toBeGreaterThanOrEqual(4);
  for (const [i, { spans }] of packs.slice(1).entries()) {
    expect(spans[0]?.startMs).toBe(packs[i]?.spans.at(-1)?.endMs);
  }
});

it('loses no speech, whatever is said when', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.3, max: 70, noNaN: true }), { maxLength: 12 }),
      (all) => {
        const { packs, utterances } = plan(...all);
        const spans = packs.flatMap((pack) => pack.spans);
        for (const { startMs, endMs } of utterances) {
          const heard = spans.map((span) => ({
            startMs: Math.max(span.startMs, startMs),
            endMs: Math.max(Math.max(span.startMs, startMs), Math.min(span.endMs, endMs)),
          }));
          expect(lengthOf(heard)).toBe(endMs - startMs);
        }
        for (const pack of packs) expect(lengthOf(pack.spans)).toBeLessThanOrEqual(maxPackMs + 1);
      },
    ),
  );
});
