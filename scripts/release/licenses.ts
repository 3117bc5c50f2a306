/**
 * `npm run licenses` reads the licence of every locked package and fails for one that is not known to
 * go with ours. What a package says of itself may be less than the truth: what is known of binaries
 * stands below and is printed each time. docs/release.md
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** May be used and passed on in a program of any licence, with their notices. */
const allowed = new Set([
  ...['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'BSL-1.0', 'CC0-1.0'],
  ...['ISC', 'MIT', 'Python-2.0', 'Unlicense'],
]);
/** May be passed on as files of their own, which the user can replace. */
const separate = new Set(['LGPL-3.0-or-later', 'MPL-2.0', 'OFL-1.1', 'CC-BY-4.0']);

/** Where the lockfile has no licence, or words that are no SPDX name. */
const corrected: readonly (readonly [RegExp, string])[] = [
  [/^@koromix\/koffi-/, 'MIT'],
  [/^@node-llama-cpp\//, 'MIT'],
  // Its package.json has the old form, a list with a name and a link.
  [/^@shinyoshiaki\/jspack$/, 'BSD-3-Clause'],
  [/^js-clipper$/, 'BSL-1.0'],
  [/^openpgp$/, 'LGPL-3.0-or-later'],
  [/^sqlite-vec/, 'MIT OR Apache-2.0'],
];

/** Packages whose binaries are under other licences than the package says. */
const binaries: readonly (readonly [RegExp, string])[] = [
  [
    /^@seydx\/node-av-/,
    'say MIT; the Linux build holds FFmpeg with --enable-gpl --enable-version3, x264, x265 and fdk-aac',
  ],
];

interface Locked {
  license?: string;
  /** A workspace of this repository. */
  link?: boolean;
}

const lock: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8'),
);
const refused: string[] = [];
const counts = new Map<string, number>();
const known = new Set<string>();
for (const [place, { license = 'none', link }] of Object.entries(lock.packages)) {
  if (place === '' || link === true) continue;
  const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const own = corrected.find(([pattern]) => pattern.test(name))?.[1] ?? license;
  counts.set(own, (counts.get(own) ?? 0) + 1);
  if (!fits(own)) refused.push(`${name}: ${own}`);
  const binary = binaries.find(([pattern]) => pattern.test(name))?.[1];
  if (binary !== undefined)
    known.add(`${name.replace(/-(?:linux|darwin|win32)-.*/, '-*')} ${binary}`);
}
for (const [license, count] of [...counts].toSorted(([, one], [, other]) => other - one)) {
  say(`${count} ${license}`);
}
for (const line of known) say(`note: ${line}`);
if (refused.length > 0) {
  say(`Not known to go with the licence of this project:\n  ${refused.join('\n  ')}`);
  process.exitCode = 1;
}

/** SPDX expressions as npm's packages have them: one level, with `AND` or with `OR`. */
function fits(license: string): boolean {
  const plain = license.replaceAll(/[()]/g, '');
  const isKnown = (name: string): boolean => allowed.has(name.trim()) || separate.has(name.trim());
  if (plain.includes(' OR ')) return plain.split(' OR ').some(isKnown);
  return plain.split(' AND ').every(isKnown);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
