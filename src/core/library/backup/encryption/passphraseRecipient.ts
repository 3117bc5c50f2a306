import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { type Identity, type Recipient, Stanza } from 'age-encryption';

/** N = 2^17: a guess takes a third of a second and 128 MiB. */
const workFactor = 17;
/** A file may not ask for more: 2^20 is 1 GiB. */
const maxWorkFactor = 20;
const label = Buffer.from('age-encryption.org/v1/scrypt');
const zeroNonce = Buffer.alloc(12);
const cipher = 'chacha20-poly1305';
const tagBytes = 16;

const derive = promisify(
  (
    passphrase: string,
    salt: Buffer,
    logN: number,
    done: (error: Error | null, key: Buffer) => void,
  ) => {
    const N = 2 ** logN;
    scrypt(passphrase.normalize('NFC'), salt, 32, { N, r: 8, p: 1, maxmem: N * 8 * 128 * 2 }, done);
  },
);

/**
 * The scrypt recipient of the age format (C2SP age.md, "The scrypt recipient type"), computed on
 * Node's thread pool: the library's own would hold the event loop for a second.
 */
export function passphraseRecipient(passphrase: string): Recipient {
  return {
    wrapFileKey: async (fileKey) => {
      const salt = randomBytes(16);
      const key = await derive(passphrase, Buffer.concat([label, salt]), workFactor);
      const sealing = createCipheriv(cipher, key, zeroNonce, { authTagLength: tagBytes });
      const body = Buffer.concat([sealing.update(fileKey), sealing.final(), sealing.getAuthTag()]);
      const args = ['scrypt', salt.toString('base64').replace(/=+$/, ''), `${workFactor}`];
      return [new Stanza(args, new Uint8Array(body))];
    },
  };
}

/** The other side. `null` for a file that is for another passphrase, or for keys. */
export function passphraseIdentity(passphrase: string): Identity {
  return {
    unwrapFileKey: async (stanzas) => {
      const [stanza] = stanzas;
      if (stanza === undefined || stanzas.length !== 1) return null;
      const [type, salt, factor, ...more] = stanza.args;
      if (type !== 'scrypt' || salt === undefined || factor === undefined) return null;
      const saltBytes = Buffer.from(salt, 'base64');
      const logN = /^[1-9][0-9]?$/.test(factor) ? Number(factor) : Number.NaN;
      if (more.length > 0 || saltBytes.length !== 16 || !(logN <= maxWorkFactor)) return null;
      if (stanza.body.length !== 16 + tagBytes) return null;
      const key = await derive(passphrase, Buffer.concat([label, saltBytes]), logN);
      const opening = createDecipheriv(cipher, key, zeroNonce, { authTagLength: tagBytes });
      opening.setAuthTag(stanza.body.subarray(16));
      try {
        const fileKey = Buffer.concat([
          opening.update(stanza.body.subarray(0, 16)),
          opening.final(),
        ]);
        return new Uint8Array(fileKey);
      } catch {
        return null;
      }
    },
  };
}
