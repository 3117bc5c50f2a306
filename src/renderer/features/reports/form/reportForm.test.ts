import { expect, test } from 'vitest';
import { emptyForm, formOf, requestOf } from './reportForm.ts';

test('a form asks for what its kind needs, and for no more', () => {
  const names = { topic: ['bread', 'running'], channel: [], product: ['Stand mixer'] };
  const form = { ...emptyForm, names };
  expect(requestOf(form)).toEqual({ kind: 'weekly', windowDays: 7, withModel: true, subjects: [] });
  expect(requestOf({ ...form, kind: 'topic' })?.subjects).toEqual([
    { kind: 'topic', name: 'bread' },
  ]);
  expect(requestOf({ ...form, kind: 'channel' })).toBeUndefined();
  expect(requestOf({ ...form, kind: 'comparison' })?.subjects).toHaveLength(2);
  expect(requestOf({ ...form, kind: 'comparison', compared: 'product' })).toBeUndefined();
});

test('a day is looked at to its end, and a request is the form that made it', () => {
  const form = { ...emptyForm, kind: 'product', days: '28', asOf: '2026-03-31' } as const;
  const names = { ...emptyForm.names, product: ['Stand mixer'] };
  const request = requestOf({ ...form, names });
  expect(request?.asOfMs).toBe(new Date(2026, 3, 1).getTime() - 1);
  if (request === undefined) throw new Error('nothing is asked');
  expect(formOf(request)).toEqual({ ...form, names, compared: 'product', asOf: '' });
});
