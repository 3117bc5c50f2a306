/**
 * `npm run test:team`: starts a real vLLM and a real Postgres on loopback, runs the tests of the
 * project `team` against them, and stops them, whatever happens. What it needs is installed once
 * into {@link cacheDir} (some 6 GB, Python 3.10 to 3.12).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { type RunningServer, startPostgres } from './postgres.ts';
import { installPostgres, installVllm } from './tools.ts';
import { modelFolders, startVllm } from './vllm.ts';

const key = 'team-test-key';
const running: RunningServer[] = [];
const stopAll = async (): Promise<void> => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stopAll().finally(() => process.exit(130)));
}

try {
  const postgres = await startPostgres(await installPostgres());
  running.push(postgres);
  const python = await installVllm();
  const models = await modelFolders(python);
  const startedAtMs = performance.now();
  // Both at once: what they load takes one processor each.
  const start = async (options: Parameters<typeof startVllm>[0]): Promise<RunningServer> => {
    const server = await startVllm(options);
    running.push(server);
    return server;
  };
  const starting = [
    start({
      ...{ python, model: models.chat, servedName: 'tiny-chat', key },
      options: [
        ...['--max-model-len', '2048', '--scheduling-policy', 'priority'],
        // Random weights would write spaces until the limit, wherever JSON allows them.
        ...['--structured-outputs-config', '{"backend":"xgrammar","disable_any_whitespace":true}'],
      ],
    }),
    start({
      ...{ python, model: models.embedding, servedName: 'tiny-embedding', key },
      options: ['--runner', 'pooling', '--max-model-len', '512'],
    }),
  ] as const;
  // When one fails, the other is there to be stopped.
  await Promise.allSettled(starting);
  const [chat, embedding] = await Promise.all(starting);
  const seconds = Math.round((performance.now() - startedAtMs) / 1_000);
  process.stdout.write(`Two vLLM servers were ready after ${seconds} s.\n`);
  const child = spawn('vitest', ['run', '--project', 'team', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: {
      ...process.env,
      TRENDROOM_TEST_POSTGRES_URL: postgres.url,
      TRENDROOM_TEST_VLLM_URL: chat.url,
      TRENDROOM_TEST_VLLM_EMBEDDING_URL: embedding.url,
      TRENDROOM_TEST_VLLM_KEY: key,
    },
  });
  const [code] = await once(child, 'exit');
  process.exitCode = typeof code === 'number' ? code : 1;
} finally {
  await stopAll();
}
