import { expect, test } from 'vitest';
import { emptyCampaign, lengthOf, newCampaignOf, problemsOf } from './campaignForm.ts';

const whole = {
  ...emptyCampaign,
  title: ' Bread is back ',
  body: 'It rose 40 %.',
  baseline: '12,5',
};

test('an empty form says what is missing; a whole one is the campaign it asks for', () => {
  expect([...problemsOf(emptyCampaign)]).toEqual(['title', 'body', 'baseline']);
  expect(newCampaignOf(emptyCampaign)).toBeUndefined();
  expect(newCampaignOf(whole)).toEqual({
    message: { title: 'Bread is back', body: 'It rose 40 %.', path: '/' },
    ...{ heldOut: 0.2, returnedDays: 7, baseline: 0.125, minimumEffect: 0.2 },
  });
  expect(newCampaignOf({ ...whole, topic: 'bread', days: '1' })).toMatchObject({
    ...{ topic: 'bread', returnedDays: 1 },
  });
});

test('what leads out of the hub, holds out nobody or everybody, or is no number is refused', () => {
  for (const path of ['//evil.example/x', 'https://evil.example', '/a b', '']) {
    expect([path, ...problemsOf({ ...whole, path })]).toEqual([path, 'path']);
  }
  for (const heldOut of ['0', '100', '-5', 'some']) {
    expect([heldOut, ...problemsOf({ ...whole, heldOut })]).toEqual([heldOut, 'heldOut']);
  }
  expect([...problemsOf({ ...whole, effect: '0' })]).toEqual(['effect']);
});

test('the length counts bytes, not characters', () => {
  const short = lengthOf({ ...whole, body: 'a'.repeat(1_000) });
  const long = lengthOf({ ...whole, body: 'あ'.repeat(1_000) });
  expect(long.bytes - short.bytes).toBe(2_000);
  expect(short.overBytes).toBe(0);
  const over = { ...whole, body: 'あ'.repeat(1_300) };
  expect(lengthOf(over).overBytes).toBeGreaterThan(0);
  expect([...problemsOf(over)]).toEqual(['length']);
});
