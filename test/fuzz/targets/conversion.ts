import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertModel } from '../../../src/core/inference/models/convert/convertModel.ts';
import { expectThat, type FuzzTarget } from '../fuzzTarget.ts';

/** Between the files of an input: weights, then config, vocabulary and tokenizer. */
const between = '\n%%%%\n';
/** Of a hundred kilobytes nothing larger is made but Whisper's table of filters. */
const maxMadeBytes = 5_000_000;

/** What a source of models delivered: CTranslate2's Whisper, or a BERT in safetensors. */
export const target: FuzzTarget = {
  name: 'conversion',
  codes: ['model.damaged'],
  words: [
    between,
    'encoder/position_encodings/encodings',
    'decoder/layer_0/ffn/linear_0/weight',
    'encoder/conv1/weight',
    '"data_offsets":[0,4]',
    '"dtype":"F32"',
    '"shape":[1]',
    '<|endoftext|>',
    '[CLS]',
  ],
  run: async (input, scratch) => {
    const [weights = input, ...texts] = partsOf(input);
    const paths = ['config', 'vocabulary', 'tokenizer'].map((name) => join(scratch, name));
    paths.forEach((path, at) => {
      writeFileSync(path, texts[at] ?? '');
    });
    const [config = '', vocabulary = '', tokenizer = ''] = paths;
    const path = join(scratch, 'weights');
    writeFileSync(path, weights);
    const isWhisper = weights.readUInt8(0) === 6;
    const made = convertModel(isWhisper ? 'whisperToGgml' : 'bertToGguf', {
      weights: [path],
      config,
      vocabulary,
      tokenizer,
    });
    let sizeBytes = 0;
    for await (const chunk of made) {
      sizeBytes += chunk.length;
      expectThat(sizeBytes < maxMadeBytes, 'a small model makes a small file');
    }
  },
};

function partsOf(input: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  let from = 0;
  for (let to = input.indexOf(between); to !== -1; to = input.indexOf(between, from)) {
    parts.push(input.subarray(from, to));
    from = to + between.length;
  }
  const last = input.subarray(from);
  // A file is never empty: the store refuses those.
  return [...parts, last].map((part) => (part.length === 0 ? Buffer.from('\n') : part));
}
