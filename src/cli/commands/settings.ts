import { resolve } from 'node:path';
import { type Settings, settingsSchema } from '../../contract/index.ts';
import { AppError } from '../../core/base/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { systemMessages } from '../messages/system.ts';
import { printJson, printLine, safeText } from '../output.ts';
import { withSession } from '../session.ts';

/** `settings [get [KEY]|set KEY VALUE]`: what the user decided, kept in the library. */
export const addSettingsCommands: AddCommands = (program, globals) => {
  const settings = program.command('settings').description(systemMessages.settings.settings);
  settings
    .command('get', { isDefault: true })
    .description(systemMessages.settings.list)
    .argument('[key]')
    .action((key: string | undefined) =>
      withSession(globals(), async ({ client, json }) => {
        const all = await client.settings.get();
        print(key === undefined ? all : { [key]: all[keyOf(key)] }, json);
      }),
    );
  settings
    .command('set')
    .description(systemMessages.settings.set)
    .argument('<key>')
    .argument('<value>', systemMessages.settings.value)
    .action((key: string, value: string) =>
      withSession(globals(), async ({ client, json }) => {
        const name = keyOf(key);
        const all = await client.settings.set({ [name]: readValue(name, value) });
        print({ [name]: all[name] }, json);
      }),
    );
};

function print(settings: Partial<Settings>, json: boolean): void {
  if (json) {
    printJson(settings);
    return;
  }
  for (const [key, value] of Object.entries(settings)) {
    const text = typeof value === 'object' ? JSON.stringify(value) : `${value}`;
    printLine(`${key.padEnd(22)} ${value === '' ? systemMessages.settings.empty : safeText(text)}`);
  }
}

function keyOf(text: string): keyof Settings {
  const { data } = settingsSchema.keyof().safeParse(text);
  if (data !== undefined) return data;
  const keys = settingsSchema.keyof().options.join(', ');
  throw new AppError('usage.invalid', systemMessages.settings.unknown(text, keys));
}

/** The text as the kind of value that the setting takes. */
function readValue(key: keyof Settings, text: string): Settings[keyof Settings] {
  // Where the terminal is now says nothing to the program that reads the setting later.
  const given = key === 'cookiesFile' && text !== '' ? resolve(text) : text;
  const meanings = [
    given,
    ...(given === '' ? [] : [Number(given)]),
    ...truths(given),
    ...objectIn(given),
  ];
  const schema = settingsSchema.shape[key];
  let why = '';
  for (const meaning of meanings) {
    const { data, error } = schema.safeParse(meaning);
    if (data !== undefined) return data;
    const [issue] = error?.issues ?? [];
    // A number out of range says more than a text where a number belongs.
    if (why === '' || issue?.code !== 'invalid_type') why = issue?.message ?? '';
  }
  throw new AppError('usage.invalid', systemMessages.settings.invalid(text, key, why));
}

function truths(text: string): boolean[] {
  if (text === 'true' || text === 'on') return [true];
  return text === 'false' || text === 'off' ? [false] : [];
}

/** An object in JSON, such as the keys of the player. */
function objectIn(text: string): unknown[] {
  if (!text.startsWith('{')) return [];
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
