/**
 * A worker in a process of its own whose model answers at once, so that the queue is what is
 * measured. Arguments: the address of the database, a folder for its library. SIGTERM ends it.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import process from 'node:process';
import { silentLogger, systemClock } from '../../src/core/base/index.ts';
import { openLibrary } from '../../src/core/db/index.ts';
import { createMemorySecrets, createNodeHost } from '../../src/core/host/index.ts';
import { createEndpoints } from '../../src/core/remote/index.ts';
import { createTeamWorkers } from '../../src/core/sync/index.ts';

const [target = '', folder = ''] = process.argv.slice(2);
const library = openLibrary({ directory: join(folder, randomUUID()), clock: systemClock });
const host = createNodeHost({
  ...{ libraryDir: '', modelsDir: '', logger: silentLogger, secrets: createMemorySecrets() },
});
const endpoints = createEndpoints({ host, library });
const teamWorkers = createTeamWorkers({
  ...{ library, clock: systemClock, logger: silentLogger, version: '0.0.0' },
  ...{ host, servers: endpoints.servers },
  local: async () => ({ model: 'double', choices: [{ message: { content: 'At once.' } }] }),
  answersLocally: async (kind) => kind === 'chat',
  answersWith: async () => 'a double',
});
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
const input = { target, place: 'local', kinds: ['chat'] } as const;
for await (const { kinds } of teamWorkers.work(
  { ...input, kinds: [...input.kinds] },
  stop.signal,
)) {
  if (kinds.length > 0) process.send?.('ready');
}
await teamWorkers.dispose();
await endpoints.dispose();
library.close();
