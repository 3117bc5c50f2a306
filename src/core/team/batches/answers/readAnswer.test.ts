import { expect, test } from 'vitest';
import type { BatchKind } from '../../../../shared/index.ts';
import type { AnswerTo } from './answerParts.ts';
import { readAnswer } from './readAnswer.ts';

const chat = (content: unknown, more = {}) => ({
  model: 'tiny',
  choices: [{ message: { content }, finish_reason: 'stop', ...more }],
  usage: { prompt_tokens: 7, completion_tokens: 3 },
});
const wanting = (schema: unknown) => ({
  messages: [],
  response_format: { type: 'json_schema', json_schema: { name: 'x', schema } },
});
const read = (kind: BatchKind, request: AnswerTo['request'], answer: unknown) =>
  readAnswer({ kind, request }, answer);
const why = (...asked: Parameters<typeof read>): string => {
  const seen = read(...asked);
  return seen.fits ? '' : seen.why;
};

test('a whole answer: its model and its tokens', () => {
  expect(read('chat', {}, chat('Hello'))).toEqual({
    fits: true,
    model: 'tiny',
    inputTokens: 7,
    outputTokens: 3,
  });
  expect(read('completions', {}, { choices: [{ text: ' three' }] })).toEqual({
    fits: true,
    inputTokens: 0,
    outputTokens: 0,
  });
});

test.each([
  ['nothing', undefined],
  ['words', 'Internal Server Error'],
  ['an error with status 200', { error: { message: 'no' } }],
  ['no choices', { choices: [] }],
  ['no text', chat(null)],
  ['text that is none', chat(3)],
  ['tokens below zero', { ...chat('Hello'), usage: { prompt_tokens: -1 } }],
])('refuses %s', (_, answer) => {
  expect(why('chat', {}, answer)).toMatch(/^The answer has not the form of chat: /);
});

test('a message that only calls a tool has no text', () => {
  const message = { content: null, tool_calls: [{ id: 'a' }] };
  expect(read('chat', {}, { choices: [{ message }] })).toMatchObject({ fits: true });
});

const hook = {
  properties: { hook: { type: 'string', minLength: 3 }, seconds: { $ref: '#/$defs/time' } },
  required: ['hook', 'seconds', 'why'],
  $defs: { time: { type: 'number', minimum: 0 } },
};

test.each([
  ['{"hook":"Wait","seconds":2,"why":null}', ''],
  ['{"hook":"Wait","seconds":2}', 'The JSON does not fit its schema: why'],
  ['{"hook":"Wait","seconds":-2,"why":1}', 'The JSON does not fit its schema: seconds'],
  ['[]', 'The JSON does not fit its schema: Invalid input'],
  ['Sure! {"hook":"Wait"}', 'The answer is no JSON.'],
])('the schema of the request: %s', (content, words) => {
  const seen = why('chat', wanting(hook), chat(content));
  if (words === '') expect(seen).toBe('');
  else expect(seen.startsWith(words) ? words : seen).toBe(words);
});

test('JSON that the limit of tokens cut short says so', () => {
  const cut = chat('{"hook":"Wa', { finish_reason: 'length' });
  expect(why('chat', wanting(hook), cut)).toContain('cut short by the limit of tokens');
});

test.each([
  [
    'as many as were asked for',
    ['a', 'b'],
    [
      [1, 0],
      [0, 1],
    ],
    '',
  ],
  ['one text', 'a', [[1, 0]], ''],
  ['the tokens of one text', [17, 4, 9], [[1, 0]], ''],
  ['one too few', ['a', 'b'], [[1, 0]], '2 texts were sent, 1 vectors came.'],
  ['of two lengths', ['a', 'b'], [[1, 0], [1]], 'The vectors have different lengths.'],
])('vectors: %s', (_, input, vectors, words) => {
  const data = vectors.map((embedding) => ({ embedding }));
  expect(why('embeddings', { input }, { data })).toBe(words);
});

test.each([[['x']], [[null]], [[]]])('a vector is of numbers: %j', (embedding) => {
  expect(why('embeddings', { input: 'a' }, { data: [{ embedding }] })).toMatch(/not the form/);
});
