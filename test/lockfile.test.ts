import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const read = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', name), 'utf8'));

interface Locked {
  version?: string;
  integrity?: string;
  resolved?: string;
  inBundle?: boolean;
  link?: boolean;
  optionalDependencies?: Record<string, string>;
}

const lock: { packages: Record<string, Locked> } = read('package-lock.json');
const { '': root, ...others } = lock.packages;
/** Without the workspaces, which are folders of this repository. */
const packages = Object.fromEntries(
  Object.entries(others).filter(
    ([place, { link }]) => link !== true && place.includes('node_modules/'),
  ),
);

test('the lockfile is of this package.json', () => {
  const { dependencies, devDependencies, workspaces } = read('package.json');
  expect(root).toMatchObject({ dependencies, devDependencies, workspaces });
  expect(others.hub).toMatchObject({ dependencies: read('hub/package.json').dependencies });
});

test('every package has the hash of its archive; none says from which registry it came', () => {
  const unhashed = Object.entries(packages).flatMap(([place, { integrity, inBundle }]) =>
    // Part of another package's archive.
    inBundle === true || integrity?.startsWith('sha512-') ? [] : [place],
  );
  // Builds of other systems that the registry did not serve: see scripts/lock.ts.
  const known = /^node_modules\/@(?:koromix\/koffi|node-llama-cpp\/(?:mac|win|linux-riscv64))/;
  expect(unhashed.filter((place) => !known.test(place))).toEqual([]);
  expect(unhashed.filter((place) => /linux-x64|koffi-win32-x64/.test(place))).toEqual([]);
  const resolved = Object.keys(packages).filter((place) => packages[place]?.resolved !== undefined);
  expect(resolved).toEqual([]);
});

test('the builds of every system are in it, so that one lockfile serves all', () => {
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        !(`node_modules/${name}` in packages || `${place}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});
