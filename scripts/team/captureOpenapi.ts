/**
 * `npm run capture:vllm`: starts a real vLLM of each kind and keeps what its `/openapi.json` says of
 * the paths that Trendroom uses. `npm run diff:vllm -- chat|embedding URL|FILE`: compares a server
 * or a file with what is kept; a breaking difference ends with code 1 and the list.
 */
import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { breakingDifferences } from './openapi/breakingDifferences.ts';
import { type Openapi, openapiSchema, reduced } from './openapi/openapiDocument.ts';
import { installVllm } from './tools.ts';
import { modelFolders, startVllm } from './vllm.ts';

const kinds = {
  chat: [],
  embedding: ['--runner', 'pooling', '--max-model-len', '512'],
} as const;
const keptAt = (kind: keyof typeof kinds): string =>
  fileURLToPath(new URL(`openapi/${kind}.json`, import.meta.url));
const [action, kind, from] = process.argv.slice(2);

if (action === 'capture') {
  await capture('chat');
  await capture('embedding');
} else if (action === 'diff' && (kind === 'chat' || kind === 'embedding') && from !== undefined) {
  const before = openapiSchema.parse(JSON.parse(await readFile(keptAt(kind), 'utf8')));
  const differences = breakingDifferences(before, await readDocument(from));
  for (const line of differences) process.stdout.write(`${line}\n`);
  process.stdout.write(`${differences.length} breaking differences.\n`);
  process.exitCode = differences.length === 0 ? 0 : 1;
} else {
  process.stderr.write('Say capture, or diff, chat or embedding, and an address or a file.\n');
  process.exitCode = 2;
}

async function capture(of: keyof typeof kinds): Promise<void> {
  const python = await installVllm();
  const model = (await modelFolders(python))[of];
  const named = { python, model, servedName: `tiny-${of}`, key: 'capture' };
  const server = await startVllm({ ...named, options: kinds[of] });
  try {
    const document = reduced(await readDocument(`${server.url}/openapi.json`));
    await writeFile(keptAt(of), `${JSON.stringify(document, null, 2)}\n`);
    process.stdout.write(`${of}: kept ${Object.keys(document.paths).join(', ')}.\n`);
  } finally {
    await server.stop();
  }
}

async function readDocument(place: string): Promise<Openapi> {
  if (!/^https?:/.test(place))
    return openapiSchema.parse(JSON.parse(await readFile(place, 'utf8')));
  const url = place.endsWith('/openapi.json') ? place : new URL('/openapi.json', place).href;
  const answer = await fetch(url, { redirect: 'error' });
  return openapiSchema.parse(await answer.json());
}
