import { expect, test } from 'vitest';
import { keyNamesOf, shiftedDigitOf, tenthOf } from './keyNames.ts';

const press = (key: string, code = '', shiftKey = false) => ({ key, code, shiftKey });

test('keys go by what is printed on them, whatever Caps Lock says', () => {
  expect(keyNamesOf(press('j', 'KeyJ'))).toEqual(['J']);
  expect(keyNamesOf(press('J', 'KeyJ'))).toEqual(['J']);
  expect(keyNamesOf(press('I', 'KeyI', true))).toEqual(['Shift+I']);
  expect(keyNamesOf(press('ArrowLeft', 'ArrowLeft', true))).toEqual(['Shift+Left']);
  expect(keyNamesOf(press(' ', 'Space'))).toEqual(['Space']);
  expect(keyNamesOf(press('[', 'BracketLeft'))).toEqual(['[']);
  // Shift is part of the sign where the layout needs it.
  expect(keyNamesOf(press('?', 'Minus', true))).toEqual(['?']);
  expect(keyNamesOf(press('!', 'Digit1', true))).toEqual(['Shift+1', '!']);
  expect(keyNamesOf(press('Tab', 'Tab'))).toEqual([]);
});

test('letters of another alphabet also go by their place; those of another layout do not', () => {
  expect(keyNamesOf(press('о', 'KeyJ'))).toEqual(['О', 'J']);
  // Dvorak: the key that prints J is elsewhere.
  expect(keyNamesOf(press('j', 'KeyC'))).toEqual(['J']);
});

test('digits are tenths, and with Shift they are digits on every layout', () => {
  expect(tenthOf(press('7', 'Digit7'))).toBe(7);
  expect(tenthOf(press('0', 'Digit0'))).toBeUndefined();
  expect(shiftedDigitOf(press('"', 'Digit2', true))).toBe(2);
  expect(shiftedDigitOf(press('2', 'Digit2'))).toBeUndefined();
});
