/**
 * `npm run capture:vllm`: starts a real vLLM and keeps what its `/openapi.json` says of the paths
 * that Trendroom uses. `npm run diff:vllm -- URL|FILE`: compares a server or a file with what is
 * kept; a breaking difference ends with code 1 and the list.
 */
import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { breakingDifferences } from './openapi/breakingDifferences.ts';
import { type Openapi, openapiSchema, reduced } from './openapi/openapiDocument.ts';
import { installVllm } from './tools.ts';
import { modelFolders, startVllm } from './vllm.ts';

const kept = fileURLToPath(new URL('openapi/vllm.json', import.meta.url));
const [action, from] = process.argv.slice(2);

if (action === 'capture') {
  const python = await installVllm();
  const { chat: model } = await modelFolders(python);
  const server = await startVllm({ python, model, servedName: 'tiny-chat', key: 'capture' });
  try {
    const document = reduced(await readDocument(`${server.url}/openapi.json`));
    await writeFile(kept, `${JSON.stringify(document, null, 2)}\n`);
    process.stdout.write(`Kept ${Object.keys(document.paths).length} paths.\n`);
  } finally {
    await server.stop();
  }
} else if (action === 'diff' && from !== undefined) {
  const before = openapiSchema.parse(JSON.parse(await readFile(kept, 'utf8')));
  const after = await readDocument(from);
  const differences = breakingDifferences(before, after);
  for (const line of differences) process.stdout.write(`${line}\n`);
  process.stdout.write(`${differences.length} breaking differences.\n`);
  process.exitCode = differences.length === 0 ? 0 : 1;
} else {
  process.stderr.write('Say capture, or diff with an address or a file.\n');
  process.exitCode = 2;
}

async function readDocument(place: string): Promise<Openapi> {
  if (!/^https?:/.test(place))
    return openapiSchema.parse(JSON.parse(await readFile(place, 'utf8')));
  const url = place.endsWith('/openapi.json') ? place : new URL('/openapi.json', place).href;
  const answer = await fetch(url, { redirect: 'error' });
  return openapiSchema.parse(await answer.json());
}
