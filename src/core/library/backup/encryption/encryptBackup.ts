import { Encrypter } from 'age-encryption';
import { passphraseRecipient } from './passphraseRecipient.ts';
import { readableOf, webStreamOf } from './webStreams.ts';

/**
 * A backup as it is written: unchanged without a passphrase, else in the age format
 * (C2SP age.md), which `age --decrypt` opens as well.
 */
export async function encryptBackup(
  archive: AsyncIterable<unknown>,
  passphrase: string | undefined,
): Promise<AsyncIterable<unknown>> {
  if (passphrase === undefined) return archive;
  const encrypter = new Encrypter();
  encrypter.addRecipient(passphraseRecipient(passphrase));
  return readableOf(await encrypter.encrypt(webStreamOf(archive)));
}
