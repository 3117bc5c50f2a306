import { createECDH, randomBytes } from 'node:crypto';
import type { VapidKeys } from '../../../src/contract/index.ts';

/** A browser's half of a subscription, base64url. */
export interface ReaderKeys {
  privateKey: string;
  p256dh: string;
  auth: string;
}

/** A browser that subscribes. */
export function newReaderKeys(): ReaderKeys {
  const { publicKey: p256dh, privateKey } = newVapidKeys();
  return { privateKey, p256dh, auth: randomBytes(16).toString('base64url') };
}

/** A point of P-256 and its number, as a desk makes them. */
export function newVapidKeys(): VapidKeys {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys('base64url');
  // Node leaves leading zeros out.
  const privateKey = Buffer.from(pair.getPrivateKey('hex').padStart(64, '0'), 'hex');
  return { publicKey, privateKey: privateKey.toString('base64url') };
}
