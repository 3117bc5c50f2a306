import type { Settings } from '../../../contract/index.ts';
import { type ClientPaths, consentsIn, type Secrets } from '../../host/index.ts';

/**
 * Settings that let something out or in: which file holds the user's sign-ins to sites, and whether
 * links may lead into the local network.
 */
export const grantingSettings = ['cookiesFile', 'allowPrivateAddresses'] as const;
type GrantingSettings = Pick<Settings, (typeof grantingSettings)[number]>;

const nothing: GrantingSettings = { cookiesFile: '', allowPrivateAddresses: false };

/** Noted where a page set it: the file must be in an allowed folder each time it is read. */
const setByPage = 'page';

/** Notes that they were set on this machine, and by whom, before the library shows it. */
export async function grantSettings(
  secrets: Secrets,
  change: Partial<GrantingSettings>,
  { namedByPerson }: Pick<ClientPaths, 'namedByPerson'>,
): Promise<void> {
  for (const name of grantingSettings) {
    const value = change[name];
    if (value === undefined || value === nothing[name]) continue;
    const note = name === 'cookiesFile' && !namedByPerson ? setByPage : undefined;
    await consentsIn(secrets).give(settingConsent(name), String(value), note);
  }
}

/**
 * The library's settings; one that grants something and was not set on this machine grants nothing.
 * Nor does a cookies file that a page set and that is in no folder allowed now.
 */
export async function grantedSettings(
  secrets: Secrets,
  settings: Settings,
  clientPaths: Pick<ClientPaths, 'isAllowed'>,
): Promise<Settings> {
  const isGranted = async (name: (typeof grantingSettings)[number]): Promise<boolean> => {
    const value = settings[name];
    if (value === nothing[name]) return true;
    const consent = await consentsIn(secrets).get(settingConsent(name), String(value));
    if (name === 'cookiesFile' && consent === setByPage) {
      return clientPaths.isAllowed(settings.cookiesFile, 'cookies');
    }
    return consent !== undefined;
  };
  return {
    ...settings,
    ...(!(await isGranted('cookiesFile')) && { cookiesFile: nothing.cookiesFile }),
    ...(!(await isGranted('allowPrivateAddresses')) && {
      allowPrivateAddresses: nothing.allowPrivateAddresses,
    }),
  };
}

/** What the consent to a setting is called. */
export function settingConsent(name: (typeof grantingSettings)[number]): string {
  return `setting:${name}`;
}
