/**
 * `npm run test:team`: starts real vLLMs and a real Postgres on loopback, runs the tests of the
 * project `team` against them, and stops them, whatever happens. What it needs is installed once
 * into {@link cacheDir} (some 6 GB, Python 3.10 to 3.12).
 * `npm run test:postgres`: the files alone that need no vLLM, and nothing of it is installed or started.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { startPostgres } from './postgres.ts';
import { installPostgres, installVllm } from './tools.ts';
import { modelFolders } from './vllm.ts';
import { startVllmServers } from './vllmServers.ts';

const key = 'team-test-key';
/** Files of test/team in which nobody asks a vLLM. */
const ofPostgres = ['branches', 'growth', 'sharing', 'tls'];
const nobody = 'http://127.0.0.1:9';

const isPostgresAlone = process.argv[2] === '--postgres';
const named = process.argv.slice(isPostgresAlone ? 3 : 2);
const files = ofPostgres.map((name) => `test/team/${name}.team.test.ts`);
const given = isPostgresAlone && named.length === 0 ? files : named;
const running: { stop(): Promise<void> }[] = [];
let stopping: Promise<unknown> | undefined;
const stopAll = async (): Promise<void> => {
  stopping ??= Promise.all(running.map((server) => server.stop()));
  await stopping;
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // A terminal and npm both pass it on: the second must not end us before the servers have ended.
  process.on(signal, () => void stopAll().finally(() => process.exit(130)));
}

try {
  const postgres = await startPostgres(await installPostgres());
  running.push(postgres);
  const vllm = isPostgresAlone ? withoutVllm() : await startVllm();
  running.push(vllm);
  const child = spawn('vitest', ['run', '--project', 'team', ...given], {
    stdio: 'inherit',
    env: {
      ...process.env,
      TRENDROOM_TEST_POSTGRES_URL: postgres.url,
      TRENDROOM_TEST_VLLM_URLS: JSON.stringify(vllm.urls),
      TRENDROOM_TEST_VLLM_CONTROL_URL: vllm.controlUrl,
      TRENDROOM_TEST_VLLM_KEY: key,
    },
  });
  // What waits for a server that did not start would wait until its time is over.
  vllm.started.catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    child.kill();
  });
  const [code] = await once(child, 'exit');
  process.exitCode = typeof code === 'number' ? code : 1;
} finally {
  await stopAll();
}

async function startVllm(): ReturnType<typeof startVllmServers> {
  const python = await installVllm();
  return startVllmServers(python, await modelFolders(python), key);
}

function withoutVllm(): Awaited<ReturnType<typeof startVllm>> {
  const urls = {
    ...{ chat: nobody, embedding: nobody, vision: nobody },
    ...{ transcription: nobody, rerank: nobody },
  };
  return { urls, controlUrl: nobody, started: Promise.resolve(), stop: () => Promise.resolve() };
}
