import webPush from 'web-push';
import type { VapidKeys } from '../../../src/contract/hub/push.ts';

/** Services take a signature for up to a day (RFC 8292), and want it used again. */
const renewedMs = 3_600_000;

/** Who sends, signed for each service anew every hour: signing takes a third of the time of encrypting. */
export class VapidSignatures {
  readonly #contact: string;
  readonly #signed = new Map<string, { authorization: string; atMs: number }>();

  constructor(contact: string) {
    this.#contact = contact;
  }

  of(origin: string, { publicKey, privateKey }: VapidKeys): string {
    const key = `${origin} ${publicKey}`;
    const known = this.#signed.get(key);
    if (known !== undefined && Date.now() - known.atMs < renewedMs) return known.authorization;
    const { Authorization: authorization } = webPush.getVapidHeaders(
      origin,
      this.#contact,
      publicKey,
      privateKey,
      'aes128gcm',
    );
    this.#signed.set(key, { authorization, atMs: Date.now() });
    return authorization;
  }
}
