import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SharingStatus } from '../../src/contract/index.ts';
import {
  type Authority,
  type Certificate,
  makeAuthority,
  signServer,
} from '../support/certificates.ts';
import { Terminal } from '../support/terminal.ts';
import { servers } from './support/servers.ts';
import { openTlsFront, type TlsFront } from './support/tlsFront.ts';

/** The team's Postgres behind TLS with an authority of its own, as a company runs it. */

const database = `tls_${randomUUID().slice(0, 8)}`;
let admin: pg.Client;
let device: Terminal;
let folder: string;
let own: Authority;
const fronts: TlsFront[] = [];

beforeAll(async () => {
  admin = new pg.Client({ connectionString: servers.postgresUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${database}`);
  device = await Terminal.open();
  folder = await mkdtemp(join(tmpdir(), 'trendroom-tls-'));
  own = await makeAuthority(folder, 'own');
  await makeAuthority(folder, 'other');
});
afterAll(async () => {
  for (const front of fronts) await front.close();
  await device.close();
  await rm(folder, { recursive: true, force: true });
  await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
  await admin.end();
});

const ca = (name: string): string => join(folder, `${name}.crt`);

async function address(server: Certificate): Promise<string> {
  const front = await openTlsFront(Number(new URL(servers.postgresUrl).port), server);
  fronts.push(front);
  return `postgres://postgres@127.0.0.1:${front.port}/${database}`;
}

const refused = async (...args: string[]): Promise<unknown> =>
  (await device.run('--json', 'team', 'connect', ...args)).lines[0];
const saying = (code: string, message: unknown) => ({
  error: expect.objectContaining({ code, message }),
});

test('with the right authority it connects, goes on without being given it again, and is told of', async () => {
  const url = await address(await signServer(own, { name: 'good', altName: 'IP:127.0.0.1' }));
  const connected = await device.json<SharingStatus>('team', 'connect', url, '--ca', ca('own'));
  expect(connected).toMatchObject({ connected: true, hasOwnCa: true });
  expect(connected.target).toContain('sslmode=verify-full');
  expect((await device.run('team', 'sync')).exitCode).toBe(0);

  // Another authority, or the system's alone: it is not that server.
  const untrusted = saying('sharing.certificate', expect.stringContaining('not signed by'));
  expect(await refused(url, '--ca', ca('other'))).toEqual(untrusted);
  expect(await refused(`${url}?sslmode=verify-full`)).toEqual(untrusted);
  // A lesser mode is checked as fully: `require` is no way around.
  expect(await refused(`${url}?sslmode=require`)).toEqual(untrusted);
  expect(await device.json('team', 'status')).toMatchObject({
    connected: true,
    hasOwnCa: true,
  });
}, 120_000);

test('another name, and a day too late, are refused in words', async () => {
  const elsewhere = await signServer(own, { name: 'elsewhere', altName: 'DNS:db.example.com' });
  const named = saying('sharing.certificate', expect.stringContaining('does not match 127.0.0.1'));
  expect(await refused(await address(elsewhere), '--ca', ca('own'))).toEqual(named);
  // A certificate for `localhost` does not speak for an address in numbers.
  const local = await signServer(own, { name: 'local', altName: 'DNS:localhost' });
  expect(await refused(await address(local), '--ca', ca('own'))).toEqual(named);
  const old = await signServer(own, { name: 'old', altName: 'IP:127.0.0.1', days: -1 });
  expect(await refused(await address(old), '--ca', ca('own'))).toEqual(
    saying('sharing.certificate', expect.stringContaining('has expired')),
  );
}, 120_000);

test('a file that is no certificate is refused, and of one with a key only the certificate is kept', async () => {
  const url = await address(await signServer(own, { name: 'again', altName: 'IP:127.0.0.1' }));
  await writeFile(ca('none'), 'no certificate');
  expect(await refused(url, '--ca', ca('none'))).toEqual(
    saying('usage.invalid', expect.stringContaining('Not a PEM certificate')),
  );
  expect(await refused(url, '--ca', join(folder, 'missing.crt'))).toMatchObject({
    error: { code: 'input.notFound' },
  });
  expect(await refused(`${url}?sslmode=disable`, '--ca', ca('own'))).toMatchObject({
    error: { code: 'sharing.insecure' },
  });
  await writeFile(ca('both'), `${own.key}\n${own.certificate}`);
  expect(await device.json('team', 'connect', url, '--ca', ca('both'))).toMatchObject({
    hasOwnCa: true,
  });
}, 120_000);
