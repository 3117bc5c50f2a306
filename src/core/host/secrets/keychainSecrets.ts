import { Entry } from '@napi-rs/keyring';
import type { Logger } from '../../base/index.ts';
import { createMemorySecrets, type Secrets } from './secrets.ts';

const service = 'Trendroom';
/** Never the kernel's key ring, which a restart empties. */
const linux = { linux: { store: 'secret-service' } } as const;

/**
 * The system's keychain (macOS Keychain, Windows Credential Manager, Secret Service). Where none
 * answers, such as on a server without a desktop session, secrets are kept in memory, and
 * `TRENDROOM_SECRET_<NAME>` in the environment supplies those that must be there from the start.
 * The keychain is asked when a secret is first needed, because asking may unlock it.
 */
export function createKeychainSecrets(logger: Logger): Secrets {
  let chosen: Secrets | undefined;
  const choose = (): Secrets => {
    chosen ??= keychainAnswers(logger) ? keychain() : createMemorySecrets();
    return chosen;
  };
  return {
    isPersistent: async () => choose().isPersistent(),
    get: async (name) => (await choose().get(name)) ?? process.env[environmentName(name)],
    set: async (name, secret) => choose().set(name, secret),
    delete: async (name) => choose().delete(name),
  };
}

/** `endpoint:abc` is `TRENDROOM_SECRET_ENDPOINT_ABC`. */
export function environmentName(name: string): string {
  return `TRENDROOM_SECRET_${name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}`;
}

function keychain(): Secrets {
  const entry = (name: string): Entry => new Entry(service, name, linux);
  return {
    isPersistent: async () => true,
    get: async (name) => entry(name).getPassword() ?? undefined,
    set: async (name, secret) => entry(name).setPassword(secret),
    delete: async (name) => void entry(name).deletePassword(),
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
