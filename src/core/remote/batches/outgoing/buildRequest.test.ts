import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type EndpointFields,
  endpointFieldsSchema,
  type VideoId,
} from '../../../../contract/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../../db/testing/temporaryLibrary.ts';
import { addBytes, replaceShots, updateVideo } from '../../../library/index.ts';
import { addSampleVideo } from '../../../library/testing/sampleVideo.ts';
import {
  insertEndpoint,
  listEndpoints,
  type StoredEndpoint,
} from '../../endpoints/endpointRepository.ts';
import { bytesOfBody, sizeOfBody } from '../../endpoints/outgoingBody.ts';
import { buildRequest } from './buildRequest.ts';
import { createMediaFiles, type MediaFiles } from './mediaFiles.ts';
import { rerankRequest, transcriptionRequest, visionRequest } from './mediaRequests.ts';

let place: TemporaryLibrary;
let media: MediaFiles;
let videoId: VideoId;
let picture: Buffer;
let sound: Buffer;
let released: number;
const { signal } = new AbortController();

beforeEach(async () => {
  place = await temporaryLibrary();
  const { library, folder } = place;
  videoId = (await addSampleVideo(place, { name: 'clip.mp4', bytes: 'a whole video' })).id;
  updateVideo(library, videoId, { audioCodec: 'aac', durationMs: 4_000 });
  // Longer than what is read at a time, and no multiple of three.
  picture = randomBytes(500_003);
  sound = randomBytes(200_000);
  const contentHash = await addBytes(library, picture, '.jpg');
  replaceShots(library, videoId, [
    { startMs: 0, endMs: 4_000, keyframe: { atMs: 10, contentHash } },
  ]);
  released = 0;
  const path = join(folder, 'sound.flac');
  await writeFile(path, sound);
  media = createMediaFiles(library, async () => ({ path, release: () => void released++ }));
});
afterEach(() => place.remove());

function server(role: EndpointFields['role']): StoredEndpoint {
  const fields = endpointFieldsSchema.parse({
    name: role,
    role,
    url: 'https://gpu.example',
    model: 'm',
  });
  insertEndpoint(place.library, { ...fields, id: role as StoredEndpoint['id'] });
  const found = listEndpoints(place.library).find((each) => each.role === role);
  if (found === undefined) throw new Error('No server.');
  return found;
}

test('pictures stand in the request as data URLs, and only in what is sent', async () => {
  const { body } = visionRequest({
    ...{ customId: 'a', videoId, atMs: [0, 3_000], prompt: 'What is shown?', maxTokens: 9 },
  });
  const asking = {
    kind: 'vision',
    body,
    endpoint: server('vision'),
    validationError: undefined,
  } as const;
  const { path, streamed } = await buildRequest(asking, media, signal);
  if (streamed === undefined) throw new Error('It is not streamed.');
  const bytes = await buffer(bytesOfBody(streamed));
  expect([path, streamed.contentType]).toEqual(['/v1/chat/completions', 'application/json']);
  expect(sizeOfBody(streamed)).toBe(bytes.length);
  const shown = {
    type: 'image_url',
    image_url: { url: `data:image/jpeg;base64,${picture.toString('base64')}` },
  };
  expect(JSON.parse(bytes.toString())).toEqual({
    ...{ model: 'm', stream: false, max_tokens: 9, temperature: 0 },
    messages: [{ role: 'user', content: [shown, shown, { type: 'text', text: 'What is shown?' }] }],
  });
  expect(JSON.stringify(body)).not.toContain('base64');
});

test('a transcription is a form with the sound, and nothing of the file’s name', async () => {
  const { body } = transcriptionRequest(videoId, { language: 'en-GB' });
  const endpoint = server('transcription');
  const asking = { kind: 'transcription', body, endpoint, validationError: undefined } as const;
  const { streamed, release } = await buildRequest(asking, media, signal);
  if (streamed === undefined) throw new Error('It is not streamed.');
  const bytes = await buffer(bytesOfBody(streamed));
  expect(sizeOfBody(streamed)).toBe(bytes.length);
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': streamed.contentType },
  }).formData();
  const file = form.get('file') as File;
  expect(Buffer.from(await file.arrayBuffer())).toEqual(sound);
  expect([file.name, file.type]).toEqual(['sound.flac', 'audio/flac']);
  form.delete('file');
  expect([...form]).toEqual([
    ...[
      ['response_format', 'verbose_json'],
      ['temperature', '0'],
      ['language', 'en'],
    ],
    // Word times only where the server's check has seen them.
    ...[
      ['timestamp_granularities[]', 'segment'],
      ['model', 'm'],
    ],
  ]);
  expect(released).toBe(0);
  release();
  expect(released).toBe(1);
});

test.each(['und', 'cmn-Hans', 'English', ''])(
  'a language that servers would refuse is not named: %s',
  (language) => {
    expect(transcriptionRequest(videoId, { language }).body).not.toHaveProperty('language');
  },
);

test('fields of a form cannot begin another part', async () => {
  const name = 'x"\r\ncontent-disposition: form-data; name="model';
  const file = { type: 'trendroom_media', videoId, what: 'sound' };
  const body = { file, [name]: 'a\r\n--b' };
  const endpoint = server('transcription');
  const asking = { kind: 'transcription', body, endpoint, validationError: undefined } as const;
  const { streamed } = await buildRequest(asking, media, signal);
  if (streamed === undefined) throw new Error('It is not streamed.');
  const form = await new Response(new Uint8Array(await buffer(bytesOfBody(streamed))), {
    headers: { 'content-type': streamed.contentType },
  }).formData();
  expect(form.getAll('model')).toEqual(['m']);
});

test('a body that looks like one with files reads none', async () => {
  const pieces = [{ path: '/etc/hostname', sizeBytes: 1, encoding: 'bytes' }];
  const body = { contentType: 'application/json', pieces, messages: [] };
  const asking = {
    kind: 'chat',
    body,
    endpoint: server('chat'),
    validationError: undefined,
  } as const;
  const built = await buildRequest(asking, media, signal);
  expect(built.streamed).toBeUndefined();
  expect(built.body).toMatchObject(body);
});

test('a request without media is sent as it is', async () => {
  const { body } = rerankRequest('a', { query: 'saving', documents: ['x', 'y'], topN: 1 });
  const asking = {
    kind: 'rerank',
    body,
    endpoint: server('rerank'),
    validationError: undefined,
  } as const;
  const { path, body: sent, streamed } = await buildRequest(asking, media, signal);
  expect([path, streamed]).toEqual(['/v1/rerank', undefined]);
  expect(sent).toEqual({ model: 'm', query: 'saving', documents: ['x', 'y'], top_n: 1 });
});

test('a server is sent nothing but what its kind sends', async () => {
  const reference = { type: 'trendroom_media', videoId, what: 'sound' };
  const body = { messages: [{ role: 'user', content: 'Hi' }], extra: reference };
  const asking = {
    kind: 'vision',
    body,
    endpoint: server('vision'),
    validationError: undefined,
  } as const;
  await expect(buildRequest(asking, media, signal)).rejects.toMatchObject({
    code: 'usage.invalid',
    message: 'A request for vision sends no sound.',
  });
});

test('a file that is gone or was cut fails the request, in words', async () => {
  const path = join(place.folder, 'short.bin');
  await writeFile(path, 'short');
  const read = (file: { path: string; sizeBytes: number }) =>
    buffer(bytesOfBody({ contentType: 'x', pieces: [{ ...file, encoding: 'base64' }] }));
  await expect(read({ path, sizeBytes: 9 })).rejects.toMatchObject({ code: 'media.altered' });
  await expect(read({ path: `${path}.gone`, sizeBytes: 9 })).rejects.toMatchObject({
    code: 'media.missing',
  });
});
