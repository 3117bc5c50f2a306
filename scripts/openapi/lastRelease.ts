import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** The newest tag `v*` that the checked-out commit descends from; undefined before the first. */
export function lastRelease(root: string): string | undefined {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    const args = ['describe', '--tags', '--abbrev=0', '--match', 'v*'];
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio }).trim();
  } catch {
    // No tag, or the sources came without their history.
    return undefined;
  }
}

/**
 * Builds the document of a release from its own sources, with the packages installed now. The
 * sources are unpacked below out/, where they find those packages and Node strips their types.
 */
export async function openapiOfRelease(root: string, tag: string): Promise<unknown> {
  const out = join(root, 'out');
  mkdirSync(out, { recursive: true });
  const folder = mkdtempSync(join(out, 'release-'));
  try {
    const archive = execFileSync(
      'git',
      ['archive', tag, 'src/contract', 'scripts/openapi', 'package.json'],
      { cwd: root, maxBuffer: 64 * 1024 * 1024 },
    );
    execFileSync('tar', ['-x', '-C', folder], { input: archive });
    const script =
      "const { openapiDocument } = await import('./scripts/openapi/document.ts');" +
      'process.stdout.write(JSON.stringify(await openapiDocument()));';
    const text = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    return JSON.parse(text);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
