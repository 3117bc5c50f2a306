import { expect, test } from 'vitest';
import { fieldsOf, readBrief, useBriefForm } from './briefForm.ts';

const fields = { ...useBriefForm.getState(), topic: ' saving money on lunch ' };

test('a topic is all that a brief needs', () => {
  expect(readBrief(fields)).toEqual({
    brief: { topic: 'saving money on lunch', lengthWords: 18, count: 3 },
  });
});

test('a brief comes back as it was filled in', () => {
  const brief = { topic: 'lunch', audience: 'students', tone: 'dry', lengthWords: 12, count: 5 };
  expect(readBrief(fieldsOf(brief))).toEqual({ brief });
});

test('each wrong field says what it takes', () => {
  expect(
    readBrief({
      topic: ' ',
      audience: 'a'.repeat(201),
      tone: 't'.repeat(101),
      lengthWords: '3',
      count: '',
    }),
  ).toEqual({
    errors: {
      topic: 'Enter a topic of at most 500 characters.',
      audience: 'Use at most 200 characters.',
      tone: 'Use at most 100 characters.',
      lengthWords: 'Enter a whole number from 4 to 60.',
      count: 'Enter a whole number from 1 to 20.',
    },
  });
  expect(readBrief({ ...fields, count: '2.5' })).toEqual({
    errors: { count: 'Enter a whole number from 1 to 20.' },
  });
});
