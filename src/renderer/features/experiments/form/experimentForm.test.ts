import { expect, test } from 'vitest';
import { draftIdSchema, newExperimentSchema } from '../../../../contract/index.ts';
import {
  type ExperimentForm,
  emptyForm,
  newExperimentOf,
  planOf,
  problemsOf,
} from './experimentForm.ts';

const filled: ExperimentForm = {
  ...emptyForm,
  ...{ name: 'Price or dish?', hypothesis: 'The price.', baseline: '30', minimumEffect: '12,5' },
  metric: { ...emptyForm.metric, detail: 'signup' },
  variants: [
    { key: '1', text: 'This dish', draftId: draftIdSchema.parse('d1') },
    { key: '2', text: 'For two euros' },
  ],
};

test('an empty form says which fields are missing, and plans nothing', () => {
  expect([...problemsOf(emptyForm)]).toEqual([
    ...['name', 'hypothesis', 'variants', 'metric', 'baseline'],
  ]);
  expect(planOf(emptyForm)).toBeUndefined();
  expect(newExperimentOf(emptyForm)).toBeUndefined();
});

test('per cent become shares; a draft is named, a typed text is sent', () => {
  const asked = newExperimentOf(filled);
  expect(newExperimentSchema.parse(asked)).toMatchObject({
    ...{ baseline: 0.3, minimumEffect: 0.125, metric: { measure: 'conversion:signup' } },
    variants: [{ draftId: 'd1' }, { text: 'For two euros' }],
  });
  expect(asked?.variants[0]).not.toHaveProperty('text');
});

test('where less is better the size is planned for a fall', () => {
  const metric = { ...filled.metric, event: 'click' as const, higherIsBetter: false };
  expect(planOf({ ...filled, metric })?.minimumEffect).toBe(-0.125);
  expect(newExperimentOf({ ...filled, metric })?.minimumEffect).toBe(0.125);
});

test('a mean needs its standard deviation, a share stays below 100 %', () => {
  const metric = { ...filled.metric, of: 'value' as const };
  expect([...problemsOf({ ...filled, metric })]).toEqual(['sd']);
  expect(planOf({ ...filled, metric, sd: '4' })).toMatchObject({ baseline: 30, sd: 4 });
  expect([...problemsOf({ ...filled, baseline: '100' })]).toEqual(['baseline']);
  expect([...problemsOf({ ...filled, perDay: 'many' })]).toEqual(['perDay']);
});
