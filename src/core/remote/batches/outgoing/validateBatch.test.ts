import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BatchKind, BatchRequest } from '../../../../contract/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../../db/testing/temporaryLibrary.ts';
import { updateVideo } from '../../../library/index.ts';
import { addSampleVideo } from '../../../library/testing/sampleVideo.ts';
import { mediaWithoutSound } from '../../testing/mediaWithoutSound.ts';
import { rerankRequest, transcriptionRequest, visionRequest } from './mediaRequests.ts';
import { validatePlace, validateRequests } from './validateBatch.ts';

let place: TemporaryLibrary;
let videoId: Awaited<ReturnType<typeof addSampleVideo>>['id'];
beforeEach(async () => {
  place = await temporaryLibrary();
  videoId = (await addSampleVideo(place, { name: 'clip.mp4', bytes: 'video' })).id;
  updateVideo(place.library, videoId, { audioCodec: 'aac' });
});
afterEach(() => place.remove());

const refuse = (
  kind: BatchKind,
  body: BatchRequest['body'],
  where: 'local' | 'remote' = 'remote',
) => {
  const media = mediaWithoutSound(place.library);
  validatePlace({ kind, place: where });
  validateRequests({ kind, place: where }, [{ customId: 'row', body }], media);
};
const shown = (...content: unknown[]): BatchRequest['body'] =>
  JSON.parse(JSON.stringify({ messages: [{ role: 'user', content }] }));

test('rows that name what the library has are taken', () => {
  refuse('transcription', transcriptionRequest(videoId).body);
  const question = { customId: 'a', videoId, atMs: [], prompt: 'What?', maxTokens: 9 };
  refuse('vision', visionRequest(question).body);
  refuse('vision', shown({ type: 'image_url', image_url: { url: 'https://example.org/a.png' } }));
  refuse('rerank', rerankRequest('a', { query: 'q', documents: ['x'] }).body);
});

test('media that are not this library’s make no batch', () => {
  const sound = (id: string) => ({ file: { type: 'trendroom_media', videoId: id, what: 'sound' } });
  expect(() => refuse('transcription', sound('another'))).toThrow('row: Video another not found.');
  updateVideo(place.library, videoId, { audioCodec: null });
  expect(() => refuse('transcription', sound(videoId))).toThrow(
    expect.objectContaining({ code: 'media.missing' }),
  );
  const frame = { type: 'trendroom_media', videoId, what: 'keyframe', atMs: 0 };
  expect(() => refuse('vision', shown(frame))).toThrow(`The video ${videoId} has no keyframe.`);
});

test.each([
  ['a path', 'transcription', { file: '/etc/passwd' }],
  ['a file of the server’s choice', 'transcription', { file: { path: '/etc/passwd' } }],
  [
    'a path beside the id',
    'transcription',
    { file: { type: 'trendroom_media', videoId: 'v', what: 'sound', path: '/' } },
  ],
  [
    'inline data',
    'vision',
    shown({ type: 'image_url', image_url: { url: 'data:image/png;base64,AA' } }),
  ],
  ['a file link', 'vision', shown({ type: 'image_url', image_url: { url: 'file:///etc/passwd' } })],
  ['sound in a message', 'vision', shown({ type: 'trendroom_media', videoId: 'v', what: 'sound' })],
  ['a form of captions', 'transcription', { file: {}, response_format: 'srt' }],
  ['no documents', 'rerank', { query: 'q', documents: [] }],
] as const)('%s makes no batch', (_, kind, body) => {
  expect(() => refuse(kind, body as BatchRequest['body'])).toThrow(
    expect.objectContaining({ code: 'usage.invalid', message: expect.stringMatching(/^row: /) }),
  );
});

test('a text batch sends no media', () => {
  const poster = { type: 'trendroom_media', videoId, what: 'poster' };
  expect(() => refuse('chat', shown(poster))).toThrow('A request for chat sends no poster.');
});

test('a kind that this machine has no model for is refused there, in words', () => {
  expect(() => refuse('rerank', { query: 'q', documents: ['x'] }, 'local')).toThrow(
    'No reranking model on this computer. Choose the team’s servers.',
  );
});
