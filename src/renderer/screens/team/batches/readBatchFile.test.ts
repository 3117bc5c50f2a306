import { expect, test } from 'vitest';
import { readBatchFile } from './readBatchFile.ts';

const line = (custom_id: string, url: string): string =>
  JSON.stringify({ custom_id, method: 'POST', url, body: { prompt: 'Hi' } });
const file = (...lines: string[]): Blob => new Blob([lines.join('\n')]);

test('a batch file is read, with empty lines passed over', async () => {
  expect(
    await readBatchFile(file(line('a', '/v1/completions'), '', line('b', '/v1/completions'), '')),
  ).toEqual({
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
    refusal: 'Line 2: it is no JSON.',
  });
  expect(
    await readBatchFile(file(line('a', '/v1/completions'), line('b', '/v1/embeddings'))),
  ).toEqual({
    refusal: 'Line 2: it asks for embeddings, those before for completions. Make two files.',
  });
  expect(await readBatchFile(file(line('a', '/v1/images')))).toEqual({
    refusal: 'Line 1: no such url: /v1/images',
  });
});
