/**
 * `npm run types:vllm`: makes the types of vLLM's requests and answers from the captured documents.
 * `--check` writes nothing and fails when the file is not what they say; `npm run check` runs that.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { createClient } from '@hey-api/openapi-ts';
import { captureNames, readCapture } from './openapi/captures.ts';
import { typesDocument } from './openapi/typesDocument.ts';

const file = fileURLToPath(new URL('../../src/core/remote/protocol/vllmTypes.ts', import.meta.url));
const head = `/**
 * What vLLM takes and answers, as far as Trendroom uses it. Made of the captured documents in
 * scripts/team/openapi by \`npm run types:vllm\`: do not edit.
 */
`;

const text = formatted(head + (await generated()));
if (!process.argv.includes('--check')) {
  await writeFile(file, text);
  process.stdout.write('Wrote src/core/remote/protocol/vllmTypes.ts.\n');
} else if ((await readFile(file, 'utf8')) !== text) {
  process.stderr.write('src/core/remote/protocol/vllmTypes.ts is stale. Run: npm run types:vllm\n');
  process.exitCode = 1;
}

async function generated(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-types-'));
  try {
    const document = typesDocument(await Promise.all(captureNames.map(readCapture)));
    await createClient({
      input: { ...document },
      output: { path: folder, entryFile: false },
      plugins: [{ name: '@hey-api/typescript', case: 'preserve' }],
      logs: { level: 'silent' },
    });
    const made = await readFile(join(folder, 'types.gen.ts'), 'utf8');
    return made.replace(/^[\s\S]*?export type ClientOptions = \{[\s\S]*?\};\n/, '');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function formatted(source: string): string {
  const biome = ['check', '--write', `--stdin-file-path=${file}`];
  const { status, stdout, stderr } = spawnSync('biome', biome, { input: source, encoding: 'utf8' });
  if (status !== 0) throw new Error(`biome could not format the types: ${stderr}`);
  return stdout;
}
