import { expect, test } from 'vitest';
import { chosenKey } from './chosenKey.ts';

const press = (key: string, shiftKey = false) => ({ key, code: '', shiftKey });

test('a free key is chosen, and so is one that another action has given up', () => {
  expect(chosenKey('mute', press('q'), {})).toEqual({ key: 'Q' });
  expect(chosenKey('mute', press('f'), { fullScreen: ['Q'] })).toEqual({ key: 'F' });
  // Its own key again.
  expect(chosenKey('mute', press('m'), {})).toEqual({ key: 'M' });
});

test('a key that is taken is refused with the name of what has it', () => {
  expect(chosenKey('mute', press('f'), {}).refusal).toMatch(/F is the key of “Full screen”/);
  expect(chosenKey('mute', press('ArrowLeft', true), {}).refusal).toMatch(
    /Shift ← is the key of “Back a second”/,
  );
  expect(chosenKey('mute', press('?'), {}).refusal).toMatch(/\? has a meaning on every screen/);
  expect(chosenKey('mute', press('5'), {}).refusal).toMatch(/cannot be chosen/);
  expect(chosenKey('mute', press('Enter'), {}).refusal).toMatch(/cannot be chosen/);
});

test('the usual key does not come back while another action has it', () => {
  expect(chosenKey('mute', undefined, { loop: ['M'] }).refusal).toMatch(
    /M is the key of “Loop the marked span”/,
  );
  expect(chosenKey('mute', undefined, {}).refusal).toBeUndefined();
});
