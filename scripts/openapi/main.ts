/**
 * `npm run openapi`: writes out/openapi.json from the contract. `-- --check` writes nothing: it
 * compares the contract with that of the last release (the newest tag `v*`) and fails with a list
 * of what a client of the release could no longer rely on. `npm run check` runs that.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { breakingDifferences } from '../team/openapi/breakingDifferences.ts';
import { openapiSchema } from '../team/openapi/openapiDocument.ts';
import { openapiDocument } from './document.ts';
import { lastRelease, openapiOfRelease } from './lastRelease.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const document = await openapiDocument();

if (process.argv.includes('--check')) {
  const tag = lastRelease(root);
  const differences =
    tag === undefined
      ? []
      : breakingDifferences(
          openapiSchema.parse(await openapiOfRelease(root, tag)),
          openapiSchema.parse(document),
        );
  for (const line of differences) process.stderr.write(`${line}\n`);
  process.stdout.write(
    tag === undefined
      ? 'OpenAPI: nothing has been released yet, so nothing can break.\n'
      : `OpenAPI: ${differences.length} breaking changes since ${tag}.\n`,
  );
  process.exitCode = differences.length === 0 ? 0 : 1;
} else {
  await mkdir(`${root}out`, { recursive: true });
  await writeFile(`${root}out/openapi.json`, `${JSON.stringify(document, null, 2)}\n`);
  process.stdout.write(`Wrote out/openapi.json (OpenAPI ${document.openapi}).\n`);
}
