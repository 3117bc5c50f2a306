import { expect, test } from 'vitest';
import {
  chosenPlayerKeysSchema,
  defaultPlayerKeys,
  keyConflicts,
  playerKeySchema,
} from './playerKeys.ts';

test('the usual keys are all valid, and none is wanted twice', () => {
  expect(keyConflicts({})).toEqual([]);
  for (const key of Object.values(defaultPlayerKeys).flat()) {
    expect(playerKeySchema.safeParse(key)).toMatchObject({ success: true });
  }
});

test('a key that two want is named, with whose it is', () => {
  expect(keyConflicts({ mute: ['F'], markIn: ['A'] })).toEqual([
    { key: 'A', action: 'markIn', with: 'app' },
    { key: 'F', action: 'fullScreen', with: 'mute' },
  ]);
  const refused = chosenPlayerKeysSchema.safeParse({ mute: ['F'] });
  expect(refused.error?.issues).toMatchObject([
    { path: ['fullScreen'], message: 'F is also the key of mute' },
  ]);
});

test('two actions may change keys with one another, and one may do without', () => {
  expect(keyConflicts({ markIn: ['O'], markOut: ['I'], loop: [] })).toEqual([]);
});

test('digits, several letters and keys that move the focus are no keys of the player', () => {
  for (const key of ['5', 'Shift+55', 'AB', 'Tab', 'Enter', 'Shift+/', '', 'l', '\u0000']) {
    expect(playerKeySchema.safeParse(key).success).toBe(false);
  }
  expect(playerKeySchema.safeParse('Ж').success).toBe(true);
  expect(playerKeySchema.safeParse('Shift+5').success).toBe(true);
});
