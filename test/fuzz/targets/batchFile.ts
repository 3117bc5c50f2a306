import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { batchRequestsSchema } from '../../../src/contract/index.ts';
import { AppError } from '../../../src/core/base/index.ts';
import { validateRequests } from '../../../src/core/remote/batches/outgoing/validateBatch.ts';
import { readRequestFile } from '../../../src/core/remote/batches/requestFile/readRequestFile.ts';
import type { FuzzTarget } from '../fuzzTarget.ts';

/** A library without videos: nothing of it can be named. */
const media = {
  open: async () => missing(),
  refuseMissing: () => missing(),
  durationMs: () => undefined,
};

/** A file of requests in OpenAI's form, and each of them made ready to be stored. */
export const target: FuzzTarget = {
  name: 'batchFile',
  codes: ['usage.invalid', 'video.notFound'],
  words: [
    'custom_id',
    '/v1/chat/completions',
    '/v1/audio/transcriptions',
    '/v1/rerank',
    '/v1/embeddings',
    'trendroom_media',
    'image_url',
    'response_format',
    'json_schema',
    'pattern',
    '(a+)+$',
    '$ref',
    '#/$defs/a',
    '#',
    'required',
    'properties',
    'anyOf',
  ],
  run: async (input, scratch) => {
    const path = join(scratch, 'requests.jsonl');
    writeFileSync(path, input);
    const { kind, slices } = await readRequestFile(path);
    for await (const requests of slices()) {
      const read = await batchRequestsSchema.parseAsync(requests);
      validateRequests({ kind, place: 'remote' }, read, media);
      // As they are stored.
      JSON.stringify(read);
    }
  },
};

function missing(): never {
  throw new AppError('video.notFound', 'no such video.');
}
