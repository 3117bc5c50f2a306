/** What of a keyboard event says which key it was. */
export interface KeyPress {
  key: string;
  code: string;
  shiftKey: boolean;
}

const named: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
};

/**
 * Names of a key as the settings have them (`playerKeySchema`), the likelier one first. Letters of
 * alphabets without J, K and L also go by their place on the keyboard, as they do in editing programs.
 */
export function keyNamesOf({ key, code, shiftKey }: KeyPress): string[] {
  const shift = shiftKey ? 'Shift+' : '';
  const name = named[key];
  if (name !== undefined) return [`${shift}${name}`];
  if ([...key].length !== 1) return [];
  const digit = shiftedDigitOf({ key, code, shiftKey });
  // What it prints with Shift depends on the layout.
  if (digit !== undefined) return [`Shift+${digit}`, key];
  if (!/\p{L}/u.test(key)) return [key];
  const byLetter = `${shift}${key.toUpperCase()}`;
  const place = /^Key([A-Z])$/.exec(code)?.[1];
  return place === undefined || /[a-z]/i.test(key) ? [byLetter] : [byLetter, `${shift}${place}`];
}

/** The digit of a press without Shift, 1 to 9; undefined for any other key. */
export function tenthOf({ key, shiftKey }: KeyPress): number | undefined {
  return !shiftKey && /^[1-9]$/.test(key) ? Number(key) : undefined;
}

/** The digit of a press with Shift, which prints a sign that depends on the layout; 0 to 9. */
export function shiftedDigitOf({ code, shiftKey }: KeyPress): number | undefined {
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  return shiftKey && digit !== undefined ? Number(digit) : undefined;
}

const signs: Readonly<Record<string, string>> = { Left: '←', Right: '→', Up: '↑', Down: '↓' };

/** A key of the player as printed on the keyboard: `Shift+Left` is Shift and an arrow. */
export function keyLabels(key: string): string[] {
  return key.split(/(?<=Shift)\+/).map((part) => signs[part] ?? part);
}
