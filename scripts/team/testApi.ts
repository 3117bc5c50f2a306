/**
 * `npm run test:api`: schemathesis asks `trendroom serve` for everything in the OpenAPI document, with
 * good and bad input: no 5xx, no status or type that the document does not name, no answer that
 * does not fit its schema. On loopback, offline, with a library, a home and a folder of its own.
 * Two minutes at most; `-- --seed N` asks the same again, without it the input is new.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { type RunningHost, runHost } from '../../test/e2e/support/runHost.ts';
import { openapiDocument } from '../openapi/document.ts';
import { readableBySchemathesis } from './openapi/readableBySchemathesis.ts';
import { installSchemathesis, pythonEnvironment } from './tools.ts';

const checks = [
  ...['not_a_server_error', 'status_code_conformance'],
  ...['content_type_conformance', 'response_schema_conformance'],
];

const program = await installSchemathesis();
const folder = await mkdtemp(join(tmpdir(), 'trendroom-api-'));
let host: RunningHost | undefined;
try {
  const home = join(folder, 'home');
  // Paths that are made up land here, the one folder that is allowed.
  const cwd = join(folder, 'work');
  for (const each of [home, cwd]) await mkdir(each);
  const env = { HOME: home, XDG_DATA_HOME: home, TRENDROOM_MODELS: join(folder, 'models') };
  host = await runHost({
    ...{ library: join(folder, 'library'), args: ['--offline'], env, cwd },
    allowedFolders: [cwd],
  });
  await fill(host);
  const document = join(folder, 'openapi.json');
  // As JSON, as every client reads it: undefined members are gone.
  const described: unknown = JSON.parse(JSON.stringify(await openapiDocument()));
  await writeFile(document, JSON.stringify(readableBySchemathesis(described)));
  const child = spawn(
    program,
    [
      ...['run', document, '--url', `${host.origin}/api`, '--checks', checks.join(',')],
      ...['--header', `Authorization: Bearer ${host.token}`],
      // What is watched has no end.
      ...['--exclude-path-regex', '/watch$', '--request-timeout', '20'],
      ...['--phases', 'examples,coverage,fuzzing', '--max-examples', '15', '--max-time', '110'],
      ...['--continue-on-failure', '--warnings', 'off', '--no-color'],
      ...['--generation-database', 'none', ...process.argv.slice(2)],
    ],
    { stdio: 'inherit', cwd, env: { ...pythonEnvironment(), HOME: home } },
  );
  const [code] = await once(child, 'exit');
  process.exitCode = typeof code === 'number' ? code : 1;
} finally {
  await host?.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Something of each kind, so that lists are not empty when their answers are checked. */
async function fill({ origin, token }: RunningHost): Promise<void> {
  const post = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${origin}/api${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };
  const requests = [{ customId: 'row-1', body: { messages: [{ role: 'user', content: 'Hi' }] } }];
  await post('/endpoints', { name: 'GPU box', role: 'chat', url: 'https://gpu.example' });
  await post('/batches', { name: 'Hooks', kind: 'chat', paused: true, requests });
  await post('/request-sets', { name: 'Hooks', kind: 'chat', requests });
  await post('/schedules/verify/run', {});
}
