import type { Chance } from './chance.ts';
import { mutateJson } from './mutateJson.ts';

/** What is mutated stays below what a hang is measured for. */
export const maxInputBytes = 100_000;

/** Numbers at which readers of binary formats go wrong. */
const edges = [0, 1, 2, 7, 8, 127, 128, 255, 256, 32_767, 65_535, 0x7fffffff, 0xffffffff];
const texts = ['0', '-1', '1e309', '9007199254740993', '4294967296', '00', 'NaN', '\u202e', '\0'];

export interface Mutation {
  pool: readonly Buffer[];
  words: readonly string[];
  chance: Chance;
}

/** An input like one of the pool, with some things changed. */
export function mutate({ pool, words, chance }: Mutation): Buffer {
  let input = chance.oneOf(pool);
  if (chance.below(2) === 0) {
    const json = mutateJson(input, words, chance);
    if (json !== undefined) return json.subarray(0, maxInputBytes);
  }
  for (let times = 1 + chance.below(4); times > 0; times--) {
    input = changed(input, { pool, words, chance });
  }
  return input.subarray(0, maxInputBytes);
}

function changed(input: Buffer, { pool, words, chance }: Mutation): Buffer {
  const at = chance.below(input.length + 1);
  const length = Math.min(input.length - at, 1 + chance.below(chance.below(4) === 0 ? 4_096 : 16));
  const part = input.subarray(at, at + length);
  const put = (inserted: Buffer, removed = 0): Buffer =>
    Buffer.concat([input.subarray(0, at), inserted, input.subarray(at + removed)]);
  switch (chance.below(10)) {
    case 0:
      return put(Buffer.from([chance.below(256)]), 1);
    case 1:
      return put(Buffer.alloc(0), length);
    case 2:
      return put(Buffer.from(chance.oneOf([...words, ...texts])), chance.below(2) * length);
    case 3:
      return put(number(chance), chance.below(4) === 0 ? 0 : 4);
    case 4:
      return put(repeated(part, chance));
    case 5: {
      const other = chance.oneOf(pool);
      const from = chance.below(other.length + 1);
      return put(other.subarray(from, from + 1 + chance.below(256)), chance.below(2) * length);
    }
    case 6: {
      const other = chance.oneOf(pool);
      return Buffer.concat([input.subarray(0, at), other.subarray(chance.below(other.length + 1))]);
    }
    case 7:
      return put(Buffer.from([...part].reverse()), length);
    case 8: {
      const bit = Buffer.from(input);
      const index = chance.below(Math.max(1, input.length));
      bit[index] = (bit[index] ?? 0) ^ (1 << chance.below(8));
      return bit;
    }
    default:
      return Buffer.from(
        input.toString('latin1').replace(/\d+/g, (digits) => {
          return chance.below(8) === 0 ? chance.oneOf(texts) : digits;
        }),
        'latin1',
      );
  }
}

/** Mostly a few times; now and then so often that what is not linear shows. */
function repeated(part: Buffer, chance: Chance): Buffer {
  if (part.length === 0) return part;
  const most = chance.below(8) === 0 ? maxInputBytes : 512;
  const times = chance.below(Math.ceil(most / part.length));
  return Buffer.concat(Array.from({ length: times }, () => part));
}

function number(chance: Chance): Buffer {
  const bytes = Buffer.alloc(chance.oneOf([2, 4, 8]));
  const value = chance.oneOf(edges);
  if (bytes.length === 8) bytes.writeBigUInt64LE(BigInt(value) << BigInt(chance.below(2) * 32));
  else bytes.writeUIntLE(value % 2 ** (8 * bytes.length), 0, bytes.length);
  return bytes;
}
