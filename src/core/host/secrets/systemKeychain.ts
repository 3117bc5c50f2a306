import { join } from 'node:path';
import { Entry } from '@napi-rs/keyring';
import type { Logger } from '../../base/index.ts';
import { dataFolder } from '../folders.ts';
import { consentFiles } from './consentFiles.ts';
import { environmentSecret } from './environmentSecrets.ts';
import { createMemoryKeychain, type Keychain } from './keychain.ts';

const service = 'Trendroom';
/** Never the kernel's key ring, which a restart empties. */
const linux = { linux: { store: 'secret-service' } } as const;

/**
 * The system's keychain (macOS Keychain, Windows Credential Manager, Secret Service). Where none
 * answers, such as on a server without a desktop session, secrets are kept in memory and consents
 * in files of the user. The environment supplies what must be there from the start, and counts
 * first. The keychain is asked when something is first needed, because asking may unlock it.
 */
export function createSystemKeychain(
  logger: Logger,
  consentsFolder = join(dataFolder(), 'consents'),
): Keychain {
  let chosen: Keychain | undefined;
  const choose = (): Keychain => {
    chosen ??= keychainAnswers(logger) ? keychain() : withoutKeychain(consentsFolder);
    return chosen;
  };
  return {
    isPersistent: async () => choose().isPersistent(),
    get: async (name) => environmentSecret(name) ?? choose().get(name),
    set: async (name, value) => choose().set(name, value),
    delete: async (name) => choose().delete(name),
  };
}

function keychain(): Keychain {
  const entry = (name: string): Entry => new Entry(service, name, linux);
  return {
    isPersistent: async () => true,
    get: async (name) => entry(name).getPassword() ?? undefined,
    set: async (name, value) => entry(name).setPassword(value),
    delete: async (name) => void entry(name).deletePassword(),
  };
}

/** A command that approves a server ends at once: in memory alone nobody could ever agree. */
function withoutKeychain(folder: string): Keychain {
  const secrets = createMemoryKeychain();
  const consents = consentFiles(folder);
  const storeOf = (name: string) => (/(^|:)consent:/.test(name) ? consents : secrets);
  return {
    isPersistent: async () => false,
    get: (name) => storeOf(name).get(name),
    set: (name, value) => storeOf(name).set(name, value),
    delete: (name) => storeOf(name).delete(name),
  };
}

function keychainAnswers(logger: Logger): boolean {
  try {
    new Entry(service, 'probe', linux).getPassword();
    return true;
  } catch (error) {
    logger.info('no keychain: keys are kept until the program exits', {
      reason: error instanceof Error ? error.message : 'unknown',
    });
    return false;
  }
}
