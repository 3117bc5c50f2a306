import { Chance } from '../fuzz/engine/chance.ts';
import { readSamples } from './samples.ts';

/** What control tokens of many models are called, and what looks like bytes. */
const controlNames = [
  ...[
    '<bos>',
    '<eos>',
    '<pad>',
    '<unk>',
    '<s>',
    '</s>',
    '<start_of_turn>',
    '<end_of_turn>',
    '<mask>',
  ],
  ...[
    '<|im_start|>',
    '<|im_end|>',
    '<|endoftext|>',
    '<|fim_prefix|>',
    '<tool_call>',
    '</tool_call>',
  ],
  ...['[INST]', '[/INST]', '<<SYS>>', '<unused0>', '<unused98>', '<0x0A>', '<0xFF>', '<|eot_id|>'],
];
const emoji = [
  ...['😀', '👩‍👩‍👧‍👦', '🏳️‍🌈', '👍🏽', '🇩🇪', '🧑🏿‍🚀', '❤️', '1️⃣', '🫠', '🀄', '©️', '🕵️‍♀️'],
];
const whitespace = [
  ' ',
  '  ',
  '\n',
  '\n\n',
  '\t',
  '\r\n',
  '\u00a0',
  '\u3000',
  '\u200b',
  '\u2028',
  '\u2581',
];
/** First and last letters of scripts, and of what is beside letters. */
const ranges = [
  [0x20, 0x7e],
  [0xa1, 0x24f],
  [0x300, 0x36f],
  [0x370, 0x52f],
  [0x590, 0x6ff],
  [0x900, 0xdff],
  [0xe00, 0xe7f],
  [0x1e00, 0x1fff],
  [0x2000, 0x2bff],
  [0x3040, 0x30ff],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0xe000, 0xf8ff],
  [0xf900, 0xffef],
  [0x1_0000, 0x1_ffff],
  [0x2_0000, 0x3_1fff],
  [0xe_0000, 0xe_01ef],
  [0x10_0000, 0x10_ffff],
] as const;

/**
 * Texts that tokenizers stumble over, the same for the same seed: characters of all scripts, emoji
 * that are put together, control characters with NUL, the names of control tokens, runs of
 * whitespace, long texts, and sentences of the sample clips, alone and mixed. All are valid Unicode.
 */
export function tokenizerTexts(count: number, seed: number): string[] {
  const chance = new Chance(seed);
  const { truth } = readSamples();
  const sentences = Object.values(truth.files).flatMap((file) => [
    ...file.sentences.map(({ text }) => text),
    ...file.onScreen.map(({ text }) => text),
  ]);
  const repeat = (most: number, make: () => string): string =>
    Array.from({ length: 1 + chance.below(most) }, make).join('');
  const letter = (): string => {
    const [first, last] = chance.oneOf(ranges);
    return String.fromCodePoint(first + chance.below(last - first + 1));
  };
  const one = chance.oneOf(ranges);
  const kinds: readonly (() => string)[] = [
    () => repeat(30, letter),
    () => repeat(30, () => String.fromCodePoint(one[0] + chance.below(one[1] - one[0] + 1))),
    () => repeat(8, () => chance.oneOf(emoji)),
    () =>
      repeat(20, () => String.fromCodePoint(chance.below(0x20) + chance.oneOf([0, 0x7f, 0x80]))),
    () => repeat(4, () => chance.oneOf(controlNames)),
    () => repeat(5, () => chance.oneOf(whitespace).repeat(1 + chance.below(40))),
    () => repeat(3, () => `${chance.oneOf(sentences)} `),
    () => chance.oneOf(sentences).normalize('NFD'),
    () => chance.oneOf(['a', 'ab', '0', '.', 'é', '好', '😀', ' x']).repeat(1 + chance.below(300)),
    () => String(chance.below(2 ** 31)) + chance.oneOf(['', '.5e-7', ',000', '%', '٣', '½']),
  ];
  const any = (): string => chance.oneOf(kinds)();
  return Array.from({ length: count }, (_, index) => {
    // Every hundredth is long.
    if (index % 100 === 99) return Array.from({ length: 60 }, any).join('');
    return chance.below(3) === 0 ? repeat(5, any) : any();
  });
}
