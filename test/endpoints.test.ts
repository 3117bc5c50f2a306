import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Endpoint } from '../src/contract/index.ts';
import { Terminal } from './support/terminal.ts';

let terminal: Terminal;
beforeAll(async () => {
  terminal = await Terminal.open();
});
afterAll(() => terminal.close());

test('the terminal keeps a server’s authority, proxy and prices, and takes them back', async () => {
  const [certificate = ''] = rootCertificates;
  const file = join(terminal.folder, 'authority.crt');
  await writeFile(file, `The authority of our house\n${certificate}\n`);
  const address = ['--name', 'GPU box', '--role', 'chat', '--url', 'https://127.0.0.1:1'];
  const added = await terminal.run(
    ...['--json', 'endpoints', 'add', ...address, '--ca', file, '--proxy', 'http://127.0.0.1:3128'],
    ...['--input-price', '0.15', '--output-price', '0.6'],
  );
  // It is kept, though nothing answers there.
  expect(added.exitCode).toBe(1);
  const [endpoint] = added.lines as [Endpoint];
  expect(endpoint).toMatchObject({
    ...{ caPem: `${certificate.trim()}\n`, proxyUrl: 'http://127.0.0.1:3128' },
    ...{ inputPrice: 0.15, outputPrice: 0.6, contract: { state: 'unreachable' } },
  });
  const changed = ['--system-ca', '--proxy', '', '--output-price', '0'];
  expect(await terminal.json<Endpoint>('endpoints', 'set', endpoint.id, ...changed)).toMatchObject({
    ...{ caPem: '', proxyUrl: '', inputPrice: 0.15, outputPrice: 0 },
  });
});

test('what is no certificate and no price is refused', async () => {
  const file = join(terminal.folder, 'key.pem');
  await writeFile(file, '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n');
  const add = ['--json', 'endpoints', 'add', '--name', 'x', '--role', 'chat'];
  const address = ['--url', 'https://127.0.0.1:1'];
  for (const wrong of [
    ['--ca', file],
    ['--input-price', '-1'],
    ['--output-price', 'free'],
  ]) {
    const { exitCode, lines } = await terminal.run(...add, ...address, ...wrong);
    expect({ exitCode, lines }).toMatchObject({
      exitCode: 2,
      lines: [{ error: { code: 'usage.invalid' } }],
    });
  }
  expect(await terminal.json('endpoints', 'list')).toMatchObject({ endpoints: [{}] });
});
