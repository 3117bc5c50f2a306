import { expect, test } from 'vitest';
import { describeWhisper } from './describeWhisper.ts';

/** The eleven numbers of Whisper base, multilingual, in 16 bits; some changed. */
function header(change: Readonly<Record<number, number>> = {}): Buffer {
  const numbers = [51_865, 1_500, 512, 8, 6, 448, 512, 8, 6, 80, 1];
  const bytes = Buffer.alloc(48);
  bytes.write('lmgg');
  for (const [index, number] of numbers.entries()) {
    bytes.writeInt32LE(change[index] ?? number, 4 + 4 * index);
  }
  return bytes;
}

const baseBytes = 147_951_465;

test('a model of whisper.cpp is told from its numbers', () => {
  expect(describeWhisper(header(), baseBytes)).toEqual({
    name: 'Whisper base (multilingual)',
    task: 'transcribe',
    memoryBytes: Math.round(baseBytes * 1.5),
    facts: { architecture: 'whisper', vocabularySize: 51_865 },
  });
  expect(describeWhisper(header({ 0: 51_864 }), baseBytes).name).toBe('Whisper base (English)');
  // ggml-large-v3-turbo.bin and ggml-base-q5_1.bin, about as large as their publisher tells.
  const turbo = { 0: 51_866, 2: 1_280, 3: 20, 4: 32, 6: 1_280, 7: 20, 8: 4, 9: 128 };
  expect(describeWhisper(header(turbo), 1_624_555_275).task).toBe('transcribe');
  expect(describeWhisper(header({ 10: 2_009 }), 59_707_625).task).toBe('transcribe');
});

test('a file that was cut is told by what its weights take', () => {
  expect(describeWhisper(header(), 74_000_000).problem).toMatch(
    /^It is incomplete: 74000000 of at least 145\d{6} bytes/,
  );
  expect(describeWhisper(header().subarray(0, 40), 40).problem).toMatch(/ends within its header/);
});

test.each([
  ['width', { 6: 0x7fff_ff00 }],
  ['negative layers', { 8: -1 }],
  ['layers', { 4: 5 }],
  ['heads', { 3: 0 }],
  ['context', { 1: 1_000_000 }],
  ['mel bands', { 9: 7 }],
  ['vocabulary', { 0: 2_000_000_000 }],
  ['kind of weights', { 10: 77 }],
])(
  'numbers that no Whisper model has are refused before whisper.cpp sees them: %s',
  (_, change) => {
    expect(describeWhisper(header(change), baseBytes)).toEqual({
      problem: 'Its header is not that of a Whisper model.',
    });
  },
);
