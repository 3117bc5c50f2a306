import { createECDH } from 'node:crypto';
import type { VapidKeys } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { Secrets } from '../../host/index.ts';

/** What the private key for a hub's notifications is called among the secrets. */
const pushSecretName = 'hub:push';
const curve = 'prime256v1';
const keyBytes = 32;

/** The pair that signs messages of a hub (RFC 8292). Errors: `push.noKey`, `push.invalidKey`. */
export async function readVapidKeys(secrets: Secrets, origin: string): Promise<VapidKeys> {
  const keys = await findVapidKeys(secrets, origin);
  if (keys === undefined) throw new AppError('push.noKey', `No key for ${origin}.`);
  return keys;
}

/** The same; undefined where this desk has none. Errors: `push.invalidKey`. */
export async function findVapidKeys(
  secrets: Secrets,
  origin: string,
): Promise<VapidKeys | undefined> {
  const privateKey = await secrets.get(pushSecretName, origin);
  if (privateKey === undefined) return undefined;
  const bytes = Buffer.from(privateKey, 'base64url');
  const pair = createECDH(curve);
  try {
    if (bytes.length !== keyBytes) throw new Error(`${bytes.length} bytes`);
    pair.setPrivateKey(bytes);
  } catch (cause) {
    throw new AppError('push.invalidKey', `The key for ${origin} is none.`, { cause });
  }
  return { privateKey: bytes.toString('base64url'), publicKey: pair.getPublicKey('base64url') };
}

/**
 * The same, made where there is none. Errors: `push.keyNotKept` where it would be lost with the program,
 * and with it every subscription.
 */
export async function makeVapidKeys(secrets: Secrets, origin: string): Promise<VapidKeys> {
  if ((await secrets.get(pushSecretName, origin)) === undefined) {
    if (!(await secrets.isPersistent())) {
      throw new AppError('push.keyNotKept', 'This computer has no keychain.');
    }
    const pair = createECDH(curve);
    pair.generateKeys();
    // Leading zeros of the number are left out by Node.
    const padded = pair.getPrivateKey('hex').padStart(2 * keyBytes, '0');
    await secrets.set(pushSecretName, origin, Buffer.from(padded, 'hex').toString('base64url'));
  }
  return readVapidKeys(secrets, origin);
}
