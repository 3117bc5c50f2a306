import { expect, test } from 'vitest';
import {
  comparisonSchema,
  type Endpoint,
  endpointSchema,
  requestSetSchema,
} from '../../../../contract/index.ts';
import {
  decisionLabel,
  formatMilliseconds,
  formatPercent,
  outcomeLabel,
  setsFor,
  sidesFor,
} from './comparisonLabels.ts';

const server = (id: string, more = {}): Endpoint =>
  endpointSchema.parse({
    ...{ id, name: id, role: 'chat', url: 'https://gpu.example', hasKey: false },
    ...more,
  });
const [first, second, other] = [
  server('first'),
  server('second'),
  server('other', { role: 'embedding' }),
];
const side = (name: string, valid: number) => ({
  ...{ endpointId: name, name, model: 'tiny', valid, p50Ms: 20, p95Ms: 90, outputTokens: 8 },
});
const comparison = (more = {}) =>
  comparisonSchema.parse({
    ...{ id: 'c', setId: 's', setName: 'Hooks', kind: 'chat', state: 'done', startedAtMs: 1 },
    ...{ requests: 5, compared: 5, from: side('Old', 5), to: side('New', 4), ...more },
  });

test('what came of it, in one line', () => {
  expect(outcomeLabel(comparison({ agreement: 0.999 }))).toBe(
    '5 requests · 5 and 4 valid · 99 % similar',
  );
  expect(outcomeLabel(comparison({ state: 'running', compared: 0 }))).toBe('0 of 5');
  expect(outcomeLabel(comparison({ state: 'cancelled', compared: 2 }))).toBe(
    '2 of 5 · 5 and 4 valid',
  );
  expect(formatPercent(1)).toBe('100 %');
  expect([formatMilliseconds(1_234.6), formatMilliseconds(61_000)]).toEqual(['1,235 ms', '61.0 s']);
  expect(decisionLabel(comparison())).toBeUndefined();
  expect(decisionLabel(comparison({ decision: { kept: 'to', atMs: 2 } }))).toBe('Switched to New');
  expect(decisionLabel(comparison({ decision: { kept: 'from', atMs: 2 } }))).toBe('Kept Old');
});

test('the server that is asked first stands on the left', () => {
  const all = [first, second, other];
  expect(sidesFor(second, all)).toEqual({ from: first, to: second });
  expect(sidesFor(first, all)).toEqual({ from: first, to: second });
  expect(sidesFor(other, all)).toBeUndefined();
});

test('a server is offered the sets of its role', () => {
  const set = (kind: string) =>
    requestSetSchema.parse({ id: kind, name: kind, kind, requests: 1, createdAtMs: 1 });
  const sets = [set('chat'), set('embeddings'), set('completions')];
  expect(setsFor(first, sets).map(({ id }) => id)).toEqual(['chat', 'completions']);
  expect(setsFor(other, sets).map(({ id }) => id)).toEqual(['embeddings']);
});
