import { expect, test } from 'vitest';
import { readBatchFile } from './readBatchFile.ts';

const line = (custom_id: string, url: string): string =>
  JSON.stringify({ custom_id, method: 'POST', url, body: { prompt: 'Hi' } });
const file = (...lines: string[]): Blob => new Blob([lines.join('\n')]);

test('a batch file is read, with empty lines passed over', async () => {
  expect(
    await readBatchFile(file(line('a', '/v1/completions'), '', line('b', '/v1/completions'), '')),
  ).toEqual({
    isLarge: false,
    kind: 'completions',
    requests: [
      { customId: 'a', body: { prompt: 'Hi' } },
      { customId: 'b', body: { prompt: 'Hi' } },
    ],
  });
});

test('what is no batch file is refused with the line that is wrong', async () => {
  expect(await readBatchFile(file())).toEqual({ refusal: 'The file has no requests.' });
  expect(await readBatchFile(file(line('a', '/v1/completions'), 'custom_id,body'))).toEqual({
    refusal: 'Line 2: it is not valid JSON.',
  });
  expect(
    await readBatchFile(file(line('a', '/v1/completions'), line('b', '/v1/embeddings'))),
  ).toEqual({
    refusal: 'Line 2: its kind is embeddings, but earlier lines are completions. Split the file.',
  });
  expect(await readBatchFile(file(line('a', '/v1/images')))).toEqual({
    refusal: 'Line 1: no such url: /v1/images',
  });
});

test('with one picture among its requests a file is for a server that takes them', async () => {
  const asking = (custom_id: string, content: unknown) =>
    JSON.stringify({
      custom_id,
      url: '/v1/chat/completions',
      body: { messages: [{ role: 'user', content }] },
    });
  const shown = asking('b', [{ type: 'trendroom_media', videoId: 'v', what: 'poster' }]);
  expect(await readBatchFile(file(asking('a', 'Hi')))).toMatchObject({ kind: 'chat' });
  for (const lines of [
    [asking('a', 'Hi'), shown],
    [shown, asking('a', 'Hi')],
  ]) {
    expect(await readBatchFile(file(...lines))).toMatchObject({ kind: 'vision' });
  }
  const heard = { custom_id: 'c', url: '/v1/audio/transcriptions', body: {} };
  expect(await readBatchFile(file(shown, JSON.stringify(heard)))).toEqual({
    refusal: 'Line 2: its kind is transcription, but earlier lines are vision. Split the file.',
  });
});

test('of a large file the beginning is read, without the line that is cut', async () => {
  const asking = (custom_id: string, prompt: string) =>
    JSON.stringify({ custom_id, url: '/v1/completions', body: { prompt } });
  const long = 'x'.repeat(7_000_000);
  expect(await readBatchFile(file(asking('a', long + long + long)))).toEqual({
    refusal: 'Line 1: it is longer than 16 MB.',
  });
  const read = await readBatchFile(file(asking('a', long), asking('b', long), asking('c', long)));
  expect(read).toMatchObject({
    isLarge: true,
    kind: 'completions',
    requests: [{ customId: 'a' }, { customId: 'b' }],
  });
  expect(await readBatchFile(file(asking('a', long), 'custom_id,body'))).toEqual({
    refusal: 'Line 2: it is not valid JSON.',
  });
});
