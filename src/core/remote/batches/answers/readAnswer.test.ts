import { expect, test } from 'vitest';
import type { BatchKind } from '../../../../contract/index.ts';
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
  // vLLM may leave both empty.
  const data = [{ embedding: [1, 0] }];
  const usage = { prompt_tokens: 4, completion_tokens: null };
  expect(read('embeddings', { input: 'a' }, { model: null, data, usage })).toEqual({
    fits: true,
    inputTokens: 4,
    outputTokens: 0,
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
  expect(why('chat', {}, answer)).toMatch(/^The response is not a valid chat response: /);
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
  ['{"hook":"Wait","seconds":2}', 'The JSON does not match its schema: why'],
  ['{"hook":"Wait","seconds":-2,"why":1}', 'The JSON does not match its schema: seconds'],
  ['[]', 'The JSON does not match its schema: Invalid input'],
  ['Sure! {"hook":"Wait"}', 'The response is not valid JSON.'],
])('the schema of the request: %s', (content, words) => {
  const seen = why('chat', wanting(hook), chat(content));
  if (words === '') expect(seen).toBe('');
  else expect(seen.startsWith(words) ? words : seen).toBe(words);
});

test('JSON that the limit of tokens cut short says so', () => {
  const cut = chat('{"hook":"Wa', { finish_reason: 'length' });
  expect(why('chat', wanting(hook), cut)).toContain('truncated by the token limit');
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
  ['one too few', ['a', 'b'], [[1, 0]], '2 texts were sent, but 1 vectors were returned.'],
  ['of two lengths', ['a', 'b'], [[1, 0], [1]], 'The vectors have different lengths.'],
])('vectors: %s', (_, input, vectors, words) => {
  const data = vectors.map((embedding) => ({ embedding }));
  expect(why('embeddings', { input }, { data })).toBe(words);
});

test.each([[['x']], [[null]], [[]]])('a vector is of numbers: %j', (embedding) => {
  expect(why('embeddings', { input: 'a' }, { data: [{ embedding }] })).toMatch(/is not a valid/);
});

const verbose = { response_format: 'verbose_json' };
const spoken = (segments: unknown, more = {}) => ({ text: 'Stop scrolling.', segments, ...more });
const span = (start: number, end: number) => ({ start, end, text: 'x' });

test('a transcript with its times, its words and what it cost', () => {
  const words = [{ start: 0, end: 0.4, word: 'Stop' }];
  const usage = { type: 'tokens', input_tokens: 20, output_tokens: 4 };
  const answer = spoken([span(0, 2), span(2, 4.2)], { words, usage, duration: 4.2 });
  expect(readAnswer({ kind: 'transcription', request: verbose, soundMs: 4_000 }, answer)).toEqual({
    ...{ fits: true, inputTokens: 20, outputTokens: 4 },
  });
  // vLLM counts seconds, and says nothing of words.
  const plain = { text: 'Stop.', words: null, usage: { type: 'duration', seconds: 4 } };
  expect(read('transcription', {}, plain)).toMatchObject({ fits: true, inputTokens: 0 });
  // Nobody speaks.
  expect(why('transcription', verbose, { text: ' ', segments: [] })).toBe('');
});

test.each([
  ['no text', { segments: [] }, /not a valid transcription response: text/],
  ['a time that is none', spoken([{ start: '0', end: 1, text: '' }]), /segments.0.start/],
  [
    'a time after the sound',
    spoken([span(0, 29.9)]),
    /segment 1 ends at 29.9 s, after the end of the audio/,
  ],
  ['an end before its begin', spoken([span(2, 1)]), /segment 1 ends before it starts/],
  ['times out of order', spoken([span(2, 3), span(0, 1)]), /segment 2 starts before/],
  [
    'a word after the sound',
    spoken([span(0, 1)], { words: [{ start: 8, end: 9, word: 'x' }] }),
    /word 1/,
  ],
  ['no segments where they were asked for', spoken(null), /the response has no segments/],
])('refuses a transcript with %s', (_, answer, words) => {
  const seen = readAnswer({ kind: 'transcription', request: verbose, soundMs: 4_000 }, answer);
  expect(seen.fits ? '' : seen.why).toMatch(words);
});

const ranking = (...results: [index: number, score: number][]) => ({
  model: 'tiny',
  results: results.map(([index, relevance_score]) => ({ index, relevance_score })),
  usage: { prompt_tokens: 9, total_tokens: 9 },
});
const asked = { query: 'saving', documents: ['a', 'b', 'c'] };

test('a ranking of all documents, or of the best', () => {
  expect(read('rerank', asked, ranking([2, 0.9], [0, 0.1], [1, 0.1]))).toEqual({
    ...{ fits: true, model: 'tiny', inputTokens: 9, outputTokens: 0 },
  });
  expect(why('rerank', { ...asked, top_n: 1 }, ranking([2, 0.9]))).toBe('');
  expect(why('rerank', { ...asked, top_n: 9 }, ranking([2, 3], [0, 2], [1, -1]))).toBe('');
});

test.each([
  ['too few', ranking([2, 0.9]), '3 documents were requested, but 1 were returned.'],
  ['one that was not sent', ranking([3, 1], [0, 0.5], [1, 0]), 'Unknown document 3.'],
  ['one twice', ranking([0, 1], [0, 0.5], [1, 0]), 'A document was returned twice.'],
  ['the best last', ranking([0, 0], [1, 0.5], [2, 1]), 'The best document is not the first.'],
])('refuses a ranking with %s', (_, answer, words) => {
  expect(why('rerank', asked, answer)).toBe(words);
});

test('a regular expression that never ends on an answer is given up', () => {
  const request = wanting({ type: 'string', pattern: '^(a+)+$' });
  const answer = chat(JSON.stringify(`${'a'.repeat(40)}!`));
  expect(why('chat', request, answer)).toBe('The JSON takes too long to match against its schema.');
});

test('JSON nested too deeply to be matched is refused', () => {
  const request = wanting({ $ref: '#/$defs/list', $defs: { list: { type: 'array' } } });
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  expect(why('chat', request, chat(deep))).toBe('The response is not valid JSON.');
});
