import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Decrypter, Encrypter } from 'age-encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decryptBackup } from './decryptBackup.ts';
import { encryptBackup } from './encryptBackup.ts';

/** Larger than two parts of the format, and of no even size. */
const bytes = randomBytes(200_001);
const passphrase = 'correct horse battery staple';
let folder: string;
let path: string;
let encrypted: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'encrypted-'));
  path = join(folder, 'backup.age');
  // As another program writes it: a guess at this one is cheap, so the tests are quick.
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(10);
  encrypted = Buffer.from(await encrypter.encrypt(new Uint8Array(bytes)));
  await writeFile(path, encrypted);
});
afterAll(() => rm(folder, { recursive: true }));

async function decrypted(words?: string, file = path): Promise<Buffer | undefined> {
  const into = await mkdtemp(join(folder, 'into-'));
  const plain = await decryptBackup(file, { passphrase: words, folder: into });
  return plain === undefined ? undefined : readFile(plain);
}

async function altered(name: string, change: (copy: Buffer) => Buffer): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, change(Buffer.from(encrypted)));
  return file;
}

test('comes back with its passphrase alone', async () => {
  expect((await decrypted(passphrase))?.equals(bytes)).toBe(true);
  await expect(decrypted()).rejects.toMatchObject({ code: 'backup.passphraseRequired' });
  await expect(decrypted('wrong')).rejects.toMatchObject({ code: 'backup.passphraseWrong' });
  expect(encrypted.includes(bytes.subarray(0, 16))).toBe(false);
});

test('what is written is what other programs read in the age format', async () => {
  const written = await encryptBackup(Readable.from([bytes]), passphrase);
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const file = new Uint8Array(await buffer(Readable.from(written)));
  expect(Buffer.from(await decrypter.decrypt(file)).equals(bytes)).toBe(true);
});

test('one altered byte, or a cut, fails instead of giving other bytes', async () => {
  const flipAt = (at: number) => (copy: Buffer) => {
    copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
    return copy;
  };
  const flipped = await altered('flipped.age', flipAt(encrypted.length - 70_000));
  await expect(decrypted(passphrase, flipped)).rejects.toMatchObject({ code: 'backup.invalid' });
  const cut = await altered('cut.age', (copy) => copy.subarray(0, copy.length - 100));
  await expect(decrypted(passphrase, cut)).rejects.toMatchObject({ code: 'backup.invalid' });
  const header = await altered('header.age', flipAt(60));
  await expect(decrypted(passphrase, header)).rejects.toMatchObject({
    code: 'backup.passphraseWrong',
  });
});

test('a file that asks for more memory than there is opens with no passphrase', async () => {
  const file = await altered('greedy.age', (copy) =>
    Buffer.from(copy.toString('latin1').replace(' 10\n', ' 60\n'), 'latin1'),
  );
  await expect(decrypted(passphrase, file)).rejects.toMatchObject({
    code: 'backup.passphraseWrong',
  });
});

test('a plain backup stays as it is', async () => {
  const archive = Readable.from([bytes]);
  expect(await encryptBackup(archive, undefined)).toBe(archive);
  const plain = join(folder, 'plain.tar');
  await writeFile(plain, bytes);
  expect(await decrypted('not needed', plain)).toBeUndefined();
});
