import { type GgufTensor, type GgufValue, writeGguf } from '../convert/ggufWriter.ts';

export type Metadata = Readonly<Record<string, GgufValue | undefined>>;

const text = (value: string): GgufValue => ({ type: 'string', value });
const count = (value: number): GgufValue => ({ type: 'uint32', value });

/** What the header of Qwen2.5-Coder-0.5B-Instruct Q4_K_M says, with a short vocabulary. */
export const qwenMetadata: Metadata = {
  'general.architecture': text('qwen2'),
  'general.type': text('model'),
  'general.name': text('Qwen2.5 Coder 0.5B Instruct AWQ'),
  'general.finetune': text('Instruct-AWQ'),
  'general.basename': text('Qwen2.5-Coder'),
  'general.size_label': text('0.5B'),
  'qwen2.block_count': count(24),
  'qwen2.context_length': count(32_768),
  'qwen2.embedding_length': count(896),
  'qwen2.feed_forward_length': count(4_864),
  'qwen2.attention.head_count': count(14),
  'qwen2.attention.head_count_kv': count(2),
  'general.file_type': count(15),
  'tokenizer.ggml.model': text('gpt2'),
  'tokenizer.ggml.pre': text('qwen2'),
  'tokenizer.ggml.tokens': {
    type: 'strings',
    value: Array.from({ length: 5_000 }, (_, index) => `token${index}`),
  },
  'tokenizer.chat_template': text(`{% for message in messages %}${'x'.repeat(2_500)}{% endfor %}`),
};

/** What the header of all-MiniLM-L6-v2 says. */
export const miniLmMetadata: Metadata = {
  'general.architecture': text('bert'),
  'general.type': text('model'),
  'general.file_type': count(1),
  'bert.block_count': count(6),
  'bert.context_length': count(512),
  'bert.embedding_length': count(384),
  'bert.feed_forward_length': count(1_536),
  'bert.attention.head_count': count(12),
  'bert.attention.causal': { type: 'bool', value: false },
  'bert.pooling_type': count(1),
  'tokenizer.ggml.model': text('bert'),
  'tokenizer.ggml.tokens': { type: 'strings', value: ['[PAD]', '[CLS]'] },
};

/** The bytes of a GGUF file with such metadata and one tensor of 64 numbers; an undefined value is left out. */
export async function smallGguf(metadata: Metadata): Promise<Buffer> {
  const tensor: GgufTensor = {
    name: 'token_embd.weight',
    type: 'F32',
    shape: [2, 32],
    data: async function* () {
      yield new Uint8Array(256);
    },
  };
  const entries = Object.entries(metadata).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeGguf(entries, [tensor])) chunks.push(chunk);
  return Buffer.concat(chunks);
}
