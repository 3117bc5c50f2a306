/**
 * `npm run lock` writes package-lock.json anew from package.json: versions that still fit stay. Then
 * it adds the platform packages that the registry at hand does not serve, with their version and
 * without a hash, so that `npm ci` takes the file here and other systems find their builds in it.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  version?: string;
  cpu?: string[];
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
  os?: string[];
}

const systems: Readonly<Record<string, string>> = { win: 'win32', mac: 'darwin' };
const path = join(import.meta.dirname, '../package-lock.json');

execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], {
  cwd: join(path, '..'),
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
const lock: { packages: Record<string, LockedPackage> } = JSON.parse(readFileSync(path, 'utf8'));
const added: Record<string, LockedPackage> = {};
for (const [place, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (!isThere(name, place)) added[`node_modules/${name}`] = missing(name, version);
  }
}
const packages = Object.entries({ ...lock.packages, ...added }).toSorted(([one], [other]) =>
  one.localeCompare(other, 'en'),
);
const whole = { ...lock, packages: Object.fromEntries(packages) };
writeFileSync(path, `${JSON.stringify(whole, null, 2)}\n`);
const names = Object.keys(added).map((place) => place.replace('node_modules/', ''));
process.stdout.write(`Not served here, so without a hash: ${names.join(', ') || 'none'}\n`);

/** A package is looked for beside the one that wants it, and in every folder above. */
function isThere(name: string, place: string): boolean {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const found = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (found in lock.packages) return true;
    if (at === '') return false;
  }
}

/** Which system a build is for stands in its name: `@koromix/koffi-win32-arm64`. */
function missing(name: string, version: string): LockedPackage {
  const [, system = '', cpu = ''] =
    /[/-]([a-z0-9]+)-([a-z0-9]+)(?:-[a-z]+)*$/.exec(name.replace(/^@[^/]+\/(?:koffi-)?/, '/')) ??
    [];
  if (system === '' || !/^\d/.test(version)) {
    throw new Error(`${name}@${version} is not served here, and is no build for one system.`);
  }
  return { version, cpu: [cpu], optional: true, os: [systems[system] ?? system] };
}
