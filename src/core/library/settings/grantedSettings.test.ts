import { expect, test } from 'vitest';
import { settingsSchema } from '../../../contract/index.ts';
import { createMemorySecrets } from '../../host/index.ts';
import { grantedSettings, grantSettings } from './grantedSettings.ts';

const chosen = settingsSchema.parse({ cookiesFile: '/a/cookies.txt', linkLimit: 7 });
const nothingAllowed = { isAllowed: async () => false };

test('a cookies file and private addresses count only when the user chose them on this machine', async () => {
  const secrets = createMemorySecrets();
  await grantSettings(secrets, { cookiesFile: chosen.cookiesFile }, { namedByPerson: true });
  // A person named it: no folder needs to be allowed for it.
  expect(await grantedSettings(secrets, chosen, nothingAllowed)).toEqual(chosen);
  const written = {
    ...chosen,
    cookiesFile: '/home/a/.ssh/id_ed25519',
    allowPrivateAddresses: true,
  };
  expect(await grantedSettings(secrets, written, nothingAllowed)).toEqual({
    ...chosen,
    cookiesFile: '',
  });
});

test('a cookies file that a page set counts while it is in an allowed folder', async () => {
  const secrets = createMemorySecrets();
  await grantSettings(secrets, { cookiesFile: chosen.cookiesFile }, { namedByPerson: false });
  const asked: string[] = [];
  const allowed = {
    isAllowed: async (path: string, use: string) => asked.push(`${use} ${path}`) > 0,
  };
  expect(await grantedSettings(secrets, chosen, allowed)).toEqual(chosen);
  expect(asked).toEqual(['cookies /a/cookies.txt']);
  expect(await grantedSettings(secrets, chosen, nothingAllowed)).toEqual({
    ...chosen,
    cookiesFile: '',
  });
});
