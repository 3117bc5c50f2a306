import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawable, drawToken, likeliest, topCandidates } from './candidates.ts';
import { seededRandom } from './random.ts';

const open = { temperature: 1, topK: 0, topP: 1, minP: 0 };
const logitsOf = (...probabilities: number[]): Float32Array =>
  Float32Array.from(probabilities, (p) => Math.log(p));

function shares(logits: Float32Array, options: Partial<typeof open>, draws = 10_000): number[] {
  const random = seededRandom(7);
  const counts = new Array<number>(logits.length).fill(0);
  for (let i = 0; i < draws; i++) {
    const token = drawToken(logits, { ...open, ...options }, random())?.token ?? -1;
    counts[token] = (counts[token] ?? 0) + 1 / draws;
  }
  return counts;
}

function expectShares(found: number[], expected: number[]): void {
  for (const [token, share] of found.entries()) {
    expect(Math.abs(share - (expected[token] ?? 0))).toBeLessThan(0.02);
  }
}

test('tokens are drawn by their probabilities, at the temperature', () => {
  const logits = logitsOf(0.5, 0.3, 0.15, 0.05);
  expectShares(shares(logits, {}), [0.5, 0.3, 0.15, 0.05]);
  const squares = [0.25, 0.09, 0.0225, 0.0025].map((p) => p / 0.365);
  expectShares(shares(logits, { temperature: 0.5 }), squares);
});

test('equal and nearly equal tokens of a large vocabulary are all drawn', () => {
  const logits = new Float32Array(200).map((_, token) => (token % 100) * 1e-4);
  const found = shares(logits, {}, 10_000);
  expect(found.filter((share) => share > 0).length).toBe(200);
});

test('top-k, top-p and min-p leave the likeliest tokens', () => {
  const logits = logitsOf(0.05, 0.5, 0.3, 0.15);
  expectShares(shares(logits, { topK: 2 }), [0, 0.625, 0.375, 0]);
  expectShares(shares(logits, { topP: 0.75 }), [0, 0.625, 0.375, 0]);
  expectShares(shares(logits, { topP: 0.45 }), [0, 1, 0, 0]);
  expectShares(shares(logits, { minP: 0.25 }), [0, 0.5263, 0.3158, 0.1579]);
  expectShares(shares(logits, { minP: 0.25, topK: 3, topP: 0.6 }), [0, 0.625, 0.375, 0]);
});

const anyLogits = fc
  .array(fc.float({ min: -30, max: 30, noNaN: true }), { minLength: 1, maxLength: 300 })
  .map((values) => Float32Array.from(values));

test('what is drawn is always among what the plain definition leaves', () => {
  const options = fc.record({
    temperature: fc.double({ min: 0.05, max: 2, noNaN: true }),
    topK: fc.integer({ min: 0, max: 20 }),
    topP: fc.double({ min: 0.05, max: 1, noNaN: true }),
    minP: fc.double({ min: 0, max: 0.9, noNaN: true }),
  });
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(anyLogits, options, random, (logits, given, at) => {
      const sorted = [...logits]
        .map((logit, token) => ({ token, logit }))
        .sort((a, b) => b.logit - a.logit || a.token - b.token);
      const allowed = drawable(sorted, given);
      const drawn = drawToken(logits, given, at);
      expect(drawn).toBeDefined();
      // One more may be left when the mass is at the border, by rounding.
      const lowest = allowed.at(-1)?.logit ?? 0;
      expect(drawn?.logit ?? -Infinity).toBeGreaterThanOrEqual(lowest - 0.05 * given.temperature);
    }),
  );
});

test('the likeliest are the first of the sorted ones', () => {
  fc.assert(
    fc.property(anyLogits, fc.integer({ min: 1, max: 50 }), (logits, count) => {
      const sorted = [...logits]
        .map((logit, token) => ({ token, logit }))
        .sort((a, b) => b.logit - a.logit || a.token - b.token);
      const near = sorted.filter(({ logit }) => (sorted[0]?.logit ?? 0) - logit < 19);
      const expected = near.slice(0, count);
      expect(topCandidates(logits, count).slice(0, expected.length)).toEqual(expected);
      expect(likeliest(logits)).toEqual(sorted[0]);
    }),
  );
});
