import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planPieces, type TimeSpan } from './planPieces.ts';

const minute = 60_000;
const middle = (fromMs: number, toMs: number) => Promise.resolve((fromMs + toMs) / 2);
const plan = (durationMs: number, silences: TimeSpan[]) =>
  planPieces({ durationMs, silences, quietestMs: middle, isSilent: async () => true });

it('keeps a short clip whole', async () => {
  expect(await plan(20_000, [{ startMs: 3_000, endMs: 6_000 }])).toEqual([
    { startMs: 0, endMs: 20_000 },
  ]);
});

it('has nothing to listen to in silence or in no audio', async () => {
  expect(await plan(20_000, [{ startMs: 0, endMs: 20_000 }])).toEqual([]);
  expect(await plan(0, [])).toEqual([]);
});

it('leaves long silences out, with a margin beside speech', async () => {
  const silences = [
    { startMs: 0, endMs: 15_000 },
    { startMs: 20_000, endMs: 40_000 },
    { startMs: 50_000, endMs: 70_000 },
  ];
  expect(await plan(70_000, silences)).toEqual([
    { startMs: 14_500, endMs: 20_500 },
    { startMs: 39_500, endMs: 50_500 },
  ]);
});

it('listens to a long silence that is only quiet beside something loud', async () => {
  const silences = [{ startMs: 5_000, endMs: 25_000 }];
  const isSilent = async (): Promise<boolean> => false;
  const input = { durationMs: 30_000, silences, quietestMs: middle, isSilent };
  expect(await planPieces(input)).toEqual([{ startMs: 0, endMs: 30_000 }]);
});

it('cuts long audio at its longest silence, else at its quietest moment', async () => {
  const silences = [
    { startMs: 3 * minute, endMs: 3 * minute + 400 },
    { startMs: 4 * minute, endMs: 4 * minute + 1_000 },
  ];
  expect(await plan(10 * minute, silences)).toEqual([
    { startMs: 0, endMs: 4 * minute + 500 },
    { startMs: 4 * minute + 500, endMs: 9 * minute - 10_000 + 500 },
    { startMs: 9 * minute - 10_000 + 500, endMs: 10 * minute },
  ]);
});

it('covers all but long silences, in order, in pieces of five minutes at most', async () => {
  const silence = fc.tuple(fc.nat(4 * minute), fc.nat(30_000));
  await fc.assert(
    fc.asyncProperty(
      fc.nat(60 * minute),
      fc.array(silence, { maxLength: 30 }),
      async (durationMs, gaps) => {
        let at = 0;
        const silences = gaps.map(([gapMs, lengthMs]) => {
          const span = { startMs: at + gapMs, endMs: at + gapMs + lengthMs };
          at = span.endMs;
          return span;
        });
        const pieces = await plan(durationMs, silences);
        let beforeMs = 0;
        for (const { startMs, endMs } of [...pieces, { startMs: durationMs, endMs: durationMs }]) {
          expect(startMs).toBeGreaterThanOrEqual(beforeMs);
          expect(endMs - startMs).toBeLessThanOrEqual(5 * minute);
          if (startMs > beforeMs) {
            const inSilence = silences.some(
              (span) => span.startMs <= beforeMs && startMs <= span.endMs,
            );
            expect(inSilence).toBe(true);
          }
          beforeMs = endMs;
        }
      },
    ),
  );
});
