/**
 * `npm run hub`: builds the content hub where that is due, starts it on 127.0.0.1 with the embedded
 * database, and publishes the samples on one that is empty. `--port N`, `--folder DIR`.
 */
import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { publishedPageSchema } from '../src/contract/index.ts';
import { buildHub, keyFile, startHub } from './hub/hubProcess.ts';
import { publishCall } from './hub/publishCall.ts';

const samples = join(import.meta.dirname, '../hub/samples');
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4800' },
    folder: { type: 'string', default: join(homedir(), '.trendroom-hub') },
  },
});
const folder = resolve(values.folder);

await buildHub();
const running = await startHub({ folder, port: Number(values.port) });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void running.stop());
}
for (const name of await readdir(samples)) {
  const page = publishedPageSchema.parse(JSON.parse(await readFile(join(samples, name), 'utf8')));
  // The key of the call is the sample's: what was published, changed or taken down stays so.
  const idempotencyKey = `sample-${page.slug}`.slice(0, 100);
  await publishCall(running, { action: 'publish', page }, { idempotencyKey });
}
process.stdout.write(
  `The hub is at ${running.origin}\nTo publish: trendroom publish connect --hub ${running.origin} --key < ${keyFile(folder)}\n`,
);
running.process.once('exit', (code) => {
  process.exitCode = code ?? 0;
});
