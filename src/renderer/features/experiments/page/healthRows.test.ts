import { expect, test } from 'vitest';
import { decisionRuleSchema, experimentSpecSchema } from '../../../../contract/index.ts';
import { healthRows } from './healthRows.ts';

const spec = experimentSpecSchema.parse({
  ...{ name: 'a', hypothesis: 'b', unit: 'person', metric: { measure: 'click' } },
  ...{ minimumEffect: 0.1, guardrails: [], baseline: 0.3 },
  variants: [
    { id: 'A', text: 'a', share: 1 },
    { id: 'B', text: 'b', share: 1 },
  ],
});
const rule = { ...decisionRuleSchema.parse({}), days: 2, isSequential: true };
const excluded = {
  ...{ bots: 1, duplicates: 7, withoutConsent: 1, forgotten: 2, expired: 3, rejected: 4 },
};

function statesOf(several: number, isMismatch: boolean, n: number) {
  const rows = healthRows({
    ...{ experiment: { spec }, excluded },
    evaluation: { rule, srm: { pValue: isMismatch ? 1e-9 : 0.4, isMismatch } },
    arms: [
      { id: 'A', n },
      { id: 'B', n: 500 },
    ],
    health: { several, unknown: 0, botExposures: 3 },
  });
  return Object.fromEntries(rows.map(({ name, state, value }) => [name, `${state} ${value}`]));
}

test('what breaks an experiment is told from what it still waits for', () => {
  expect(statesOf(3, false, 500)).toEqual({
    'Sample ratio': 'good p = .400 · 500 : 500',
    'Several variants': 'good 3 (0.30 %)',
    'Smallest variant': 'good 500 of 150',
    Days: 'waiting 2.0 of 3',
    'Unknown variants': 'good 0',
    'Exposures of bots': 'told 3',
    Duplicates: 'told 7',
    'Left out': 'told 10',
  });
  expect(statesOf(40, true, 100)).toMatchObject({
    'Sample ratio': 'bad p < .001 · 100 : 500',
    'Several variants': 'bad 40 (6.7 %)',
    'Smallest variant': 'waiting 100 of 150',
  });
});
