/** `npm run sbom` writes out/sbom.cdx.json: what a release is made of, as CycloneDX, from the lockfile. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const path = join(root, 'out/sbom.cdx.json');
const sbom = execFileSync(
  'npm',
  ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--omit', 'dev'],
  { cwd: root, maxBuffer: 100_000_000, shell: process.platform === 'win32' },
);
const { components }: { components: unknown[] } = JSON.parse(sbom.toString());
mkdirSync(join(root, 'out'), { recursive: true });
writeFileSync(path, sbom);
process.stdout.write(`${components.length} components in ${path}\n`);
