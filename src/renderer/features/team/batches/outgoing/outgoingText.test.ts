import { expect, test } from 'vitest';
import { answerText, outgoingText } from './outgoingText.ts';

test('what is sent is shown as its server reads it', () => {
  const messages = [
    { role: 'system', content: 'Be short.' },
    { role: 'user', content: [{ type: 'text', text: 'What is this?' }, { type: 'image_url' }] },
  ];
  expect(outgoingText('chat', { messages })).toBe(
    'system: Be short.\n\nuser: What is this?\n(image_url)',
  );
  expect(outgoingText('completions', { prompt: 'Once' })).toBe('Once');
  expect(outgoingText('embeddings', { input: ['one', 'two'] })).toBe('one\ntwo');
});

test('media are told as what they are', () => {
  const ofVideo = { type: 'trendroom_media', videoId: 'v1' };
  const content = [
    { ...ofVideo, what: 'keyframe', atMs: 64_000 },
    { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
    { type: 'text', text: 'What is shown?' },
  ];
  expect(outgoingText('vision', { messages: [{ role: 'user', content }] })).toBe(
    'user: (keyframe at 1:04 of video v1)\n(picture at https://example.org/a.png)\nWhat is shown?',
  );
  const file = { ...ofVideo, what: 'sound' };
  expect(outgoingText('transcription', { file, language: 'en' })).toBe(
    'sound of video v1\n{\n  "language": "en"\n}',
  );
  expect(outgoingText('rerank', { query: 'saving', documents: ['a', 'b'] })).toBe(
    'query: saving\n\n0: a\n\n1: b',
  );
});

test('a request of a form that is not known is shown whole', () => {
  expect(outgoingText('chat', { messages: 'hello' })).toBe('{\n  "messages": "hello"\n}');
  expect(outgoingText('embeddings', { input: [[1, 2]] })).toContain('"input"');
});

test('an answer is shown as a person reads it', () => {
  expect(answerText({ choices: [{ message: { content: '<b>Hi</b>' } }] })).toBe('<b>Hi</b>');
  expect(answerText({ choices: [{ text: 'One' }, { text: 'Two' }] })).toBe('One\n\nTwo');
  expect(answerText({ data: [{ embedding: [0.1, 0.2, 0.3] }] })).toBe('One vector of 3 dimensions');
  expect(answerText({ text: 'Stop.', segments: [] })).toBe('Stop.');
  expect(answerText({ results: [{ index: 2, relevance_score: 0.51234 }] })).toBe('2: 0.5123');
  expect(answerText('not JSON')).toBe('not JSON');
});
