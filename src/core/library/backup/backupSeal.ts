import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { consentsIn, type Secrets } from '../../host/index.ts';
import type { Manifest } from './archive/manifest.ts';

/** Tells backups that this library made on this computer from all others. */
export interface BackupSeal {
  /** The manifest with its seal, 64 hexadecimal digits. */
  seal(manifest: Manifest): Promise<Manifest>;
  isOwn(manifest: Manifest): Promise<boolean>;
}

/**
 * An HMAC-SHA256 over everything that a manifest says, with a key of the library that no backup
 * carries. It is kept among the consents: those of a computer without a keychain are files of the
 * user, while its keys end with the program, and each backup would be a stranger's.
 */
export function createBackupSeal(secrets: Secrets): BackupSeal {
  const consents = consentsIn(secrets);
  const find = async (): Promise<Buffer | undefined> => {
    const hex = await consents.get('backups', 'this computer');
    return hex === undefined ? undefined : Buffer.from(hex, 'hex');
  };
  const make = async (): Promise<Buffer> => {
    const key = randomBytes(32);
    await consents.give('backups', 'this computer', key.toString('hex'));
    return key;
  };
  return {
    seal: async (manifest) => ({
      ...manifest,
      seal: macOf((await find()) ?? (await make()), manifest).toString('hex'),
    }),
    isOwn: async (manifest) => {
      const key = await find();
      if (key === undefined || manifest.seal === undefined) return false;
      return timingSafeEqual(macOf(key, manifest), Buffer.from(manifest.seal, 'hex'));
    },
  };
}

/** In an order of its own: that of the file's JSON is the writer's. */
function macOf(
  key: Buffer,
  { format, version, createdAtMs, videos, entries, leftOut }: Manifest,
): Buffer {
  const files = entries.map(({ name, contentHash, sizeBytes }) => [name, contentHash, sizeBytes]);
  const all = JSON.stringify([format, version, createdAtMs, videos, files, leftOut]);
  return createHmac('sha256', key).update(all).digest();
}
