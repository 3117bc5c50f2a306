import { consentFiles } from '../secrets/consentFiles.ts';
import type { Keychain } from '../secrets/keychain.ts';

/** A keychain that several processes of a test share, as those of a user share the system's. */
export function folderKeychain(folder: string): Keychain {
  return { isPersistent: async () => true, ...consentFiles(folder) };
}
