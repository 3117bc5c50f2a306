import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { branchSecrets } from './branchSecrets.ts';
import { consentFiles } from './consentFiles.ts';
import { environmentSecret } from './environmentSecrets.ts';
import { createMemoryKeychain } from './keychain.ts';
import { libraryId } from './libraryId.ts';
import { librarySecrets } from './librarySecrets.ts';
import { originOf } from './originOf.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-secrets-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const gpu = 'https://gpu.example';

test('a secret is for the address that it was given for, and for one library', async () => {
  const keychain = createMemoryKeychain();
  const one = librarySecrets(keychain, join(folder, 'one'));
  const two = librarySecrets(keychain, join(folder, 'two'));
  await one.set('endpoint:a', gpu, 'canary');
  await two.set('endpoint:a', gpu, 'of two');
  expect(await one.get('endpoint:a', gpu)).toBe('canary');
  expect(await one.get('endpoint:a', 'https://evil.example')).toBeUndefined();
  expect(await one.get('endpoint:a', 'https://gpu.example:8443')).toBeUndefined();
  await two.delete('endpoint:a');
  // Opened anew.
  expect(await librarySecrets(keychain, join(folder, 'one')).get('endpoint:a', gpu)).toBe('canary');
});

test('a library keeps its id; one that is damaged is replaced', async () => {
  const id = libraryId(folder);
  expect(libraryId(folder)).toBe(id);
  expect(await readdir(folder)).toEqual(['library-id']);
  expect((await stat(join(folder, 'library-id'))).mode & 0o077).toBe(0);
  await writeFile(join(folder, 'library-id'), '../../other');
  const next = libraryId(folder);
  expect(next).toMatch(/^[0-9a-f-]{36}$/);
  expect(next).not.toBe(id);
  expect(libraryId(folder)).toBe(next);
});

test('a branch reads its library’s secrets, and changes its own alone', async () => {
  const library = librarySecrets(createMemoryKeychain(), folder);
  const branch = branchSecrets(library, 'b');
  await library.set('endpoint:a', gpu, 'canary');
  expect(await branch.get('endpoint:a', gpu)).toBe('canary');
  await branch.delete('endpoint:a');
  expect(await branch.get('endpoint:a', gpu)).toBeUndefined();
  await branch.set('endpoint:a', gpu, 'another');
  expect(await branch.get('endpoint:a', gpu)).toBe('another');
  expect(await library.get('endpoint:a', gpu)).toBe('canary');
});

test('the environment gives a key with the address that it is for, never without', () => {
  const name = 'library:1:endpoint:a-b';
  const key = { TRENDROOM_SECRET_ENDPOINT_A_B: 'canary' };
  expect(environmentSecret(name, key)).toBeUndefined();
  const origin = { TRENDROOM_SECRET_ENDPOINT_A_B_ORIGIN: 'https://GPU.example:443/v1' };
  const given = JSON.stringify({ address: gpu, secret: 'canary' });
  expect(environmentSecret(name, { ...key, ...origin })).toBe(given);
  const consent = { TRENDROOM_SECRET_CONSENT_X: 'given', TRENDROOM_SECRET_CONSENT_X_ORIGIN: gpu };
  expect(environmentSecret('library:1:consent:x', consent)).toBeUndefined();
});

test('PGPASSWORD is for passwords of Postgres alone', () => {
  const shell = { PGPASSWORD: 'canary' };
  expect(environmentSecret('library:1:sharing:password', shell)).toContain('canary');
  expect(environmentSecret('library:1:endpoint:a', shell)).toBeUndefined();
});

test('the address of a Postgres has the user and the database', () => {
  const anna = 'postgres://anna@db.example:5432/team';
  expect(originOf('postgresql://anna:pw@DB.example/team?sslmode=require')).toBe(anna);
  expect(originOf('postgres://eve@db.example/team')).not.toBe(anna);
  expect(originOf('postgres://anna@db.example/other')).not.toBe(anna);
  expect(originOf('nowhere')).toBeUndefined();
});

test('consents of a machine without a keychain are files of this user', async () => {
  const consents = consentFiles(join(folder, 'consents'));
  await consents.set('library:1:consent:endpoint:a', 'given');
  expect(await consentFiles(join(folder, 'consents')).get('library:1:consent:endpoint:a')).toBe(
    'given',
  );
  const [name = ''] = await readdir(join(folder, 'consents'));
  expect((await stat(join(folder, 'consents', name))).mode & 0o077).toBe(0);
  expect(await readFile(join(folder, 'consents', name), 'utf8')).toBe('given');
  await consents.delete('library:1:consent:endpoint:a');
  expect(await consents.get('library:1:consent:endpoint:a')).toBeUndefined();
});
