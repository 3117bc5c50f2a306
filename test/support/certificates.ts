import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A certificate with its key, both PEM. */
export interface Certificate {
  certificate: string;
  key: string;
}

export interface Authority extends Certificate {
  folder: string;
  name: string;
}

const run = promisify(execFile);
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

async function readPair(folder: string, name: string): Promise<Certificate> {
  const [certificate, key] = await Promise.all([
    readFile(join(folder, `${name}.crt`), 'utf8'),
    readFile(join(folder, `${name}.key`), 'utf8'),
  ]);
  return { certificate, key };
}

/** An authority of the test's own, made with the system's openssl in `folder`. */
export async function makeAuthority(folder: string, name: string): Promise<Authority> {
  const [certificate, key] = [`${name}.crt`, `${name}.key`];
  const request = ['req', '-x509', ...newKey, '-days', '2', '-subj', `/CN=${name}`];
  await run('openssl', [...request, '-keyout', key, '-out', certificate], { cwd: folder });
  return { folder, name, ...(await readPair(folder, name)) };
}

/** A server's certificate for `altName`, such as `IP:127.0.0.1`; of the past with `days: -1`. */
export async function signServer(
  { folder, name: authority }: Authority,
  { name, altName, days = 2 }: { name: string; altName: string; days?: number },
): Promise<Certificate> {
  const options = { cwd: folder };
  const request = ['req', ...newKey, '-subj', `/CN=${name}`, '-keyout', `${name}.key`];
  await run('openssl', [...request, '-out', `${name}.csr`], options);
  await writeFile(join(folder, `${name}.ext`), `subjectAltName=${altName}\n`);
  await run(
    'openssl',
    [
      ...['x509', '-req', '-in', `${name}.csr`, '-out', `${name}.crt`, '-days', `${days}`],
      ...['-CA', `${authority}.crt`, '-CAkey', `${authority}.key`, '-extfile', `${name}.ext`],
    ],
    options,
  );
  return readPair(folder, name);
}
