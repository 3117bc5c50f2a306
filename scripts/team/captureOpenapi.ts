/**
 * `npm run capture:vllm`: starts a real vLLM of each kind and keeps what its `/openapi.json` says of
 * the paths that Trendroom uses, and what the installed vLLM says of its answers. Without a server:
 * `-- answers`. `npm run diff:vllm -- chat|embedding|answers URL|FILE`: compares a server or a file
 * with what is kept; a breaking difference ends with code 1 and the list.
 */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { answersDocument } from './openapi/answersDocument.ts';
import { breakingDifferences } from './openapi/breakingDifferences.ts';
import { type CaptureName, captureNames, readCapture, writeCapture } from './openapi/captures.ts';
import { type Openapi, openapiSchema, reduced } from './openapi/openapiDocument.ts';
import { installVllm } from './tools.ts';
import { modelFolders, startVllm } from './vllm.ts';

const serverOptions = {
  chat: [],
  embedding: ['--runner', 'pooling', '--max-model-len', '512'],
} as const;
const [action, name, from] = process.argv.slice(2);
const named = captureNames.find((each) => each === name);

if (action === 'capture' && (name === undefined || named !== undefined)) {
  for (const each of named === undefined ? captureNames : [named]) await capture(each);
  process.stdout.write('Now make the types again: npm run types:vllm\n');
} else if (action === 'diff' && named !== undefined && from !== undefined) {
  const differences = breakingDifferences(await readCapture(named), await readDocument(from));
  for (const line of differences) process.stdout.write(`${line}\n`);
  process.stdout.write(`${differences.length} breaking differences.\n`);
  process.exitCode = differences.length === 0 ? 0 : 1;
} else {
  const names = captureNames.join(', ');
  process.stderr.write(`Say capture, or diff, one of ${names}, and an address or a file.\n`);
  process.exitCode = 2;
}

async function capture(of: CaptureName): Promise<void> {
  const python = await installVllm();
  const document = reduced(
    of === 'answers' ? await answersDocument(python) : await askServer(of, python),
  );
  await writeCapture(of, document);
  process.stdout.write(`${of}: kept ${Object.keys(document.paths).join(', ')}.\n`);
}

async function askServer(of: keyof typeof serverOptions, python: string): Promise<Openapi> {
  const model = (await modelFolders(python))[of];
  const started = { python, model, servedName: `tiny-${of}`, key: 'capture' };
  const server = await startVllm({ ...started, options: serverOptions[of] });
  try {
    return await readDocument(`${server.url}/openapi.json`);
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
