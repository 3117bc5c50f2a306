import { z } from 'zod';
import { AppError } from '../../../base/index.ts';
import { readModelJson } from './conversionFiles.ts';

const tokenizerSchema = z.object({
  model: z.object({ vocab: z.record(z.string(), z.number().int().nonnegative()) }),
});

/**
 * The bytes of each text token of a Whisper tokenizer.json, in order of their ids. The special
 * tokens, which begin with `<|endoftext|>`, are left out: whisper.cpp names them itself.
 * Errors: `model.damaged`.
 */
export function whisperVocabulary(tokenizerJson: string): Uint8Array[] {
  const file = { name: 'tokenizer', text: tokenizerJson };
  const { vocab } = readModelJson(tokenizerSchema, file).model;
  const bytesOf = byteDecoder();
  const end = vocab['<|endoftext|>'] ?? Object.keys(vocab).length;
  const tokens: Uint8Array[] = [];
  for (const [token, id] of Object.entries(vocab)) {
    if (id >= end) continue;
    tokens[id] = Uint8Array.from(token, (character) => {
      const byte = bytesOf.get(character);
      if (byte !== undefined) return byte;
      throw new AppError('model.damaged', `The tokenizer has a character that is no byte.`);
    });
  }
  for (let id = 0; id < end; id++) {
    if (tokens[id] === undefined) {
      throw new AppError('model.damaged', `The tokenizer has no token with the id ${id}.`);
    }
  }
  return tokens;
}

/**
 * Byte-level BPE writes each byte as a visible character: printable Latin-1 as itself, the rest
 * as the characters from U+0100 on. Source: GPT-2's encoder.py, bytes_to_unicode.
 */
function byteDecoder(): Map<string, number> {
  const decoder = new Map<string, number>();
  let next = 0x100;
  for (let byte = 0; byte < 256; byte++) {
    const visible =
      (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    decoder.set(String.fromCharCode(visible ? byte : next++), byte);
  }
  return decoder;
}
