import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

test('every file that the recipes name is there', () => {
  const named = [...read('CONTRIBUTING.md').matchAll(/`((?:src|test|scripts)\/[^`\s*]+)`/g)]
    .map(([, path = '']) => path)
    // What the reader is going to write.
    .filter((path) => !/your/i.test(path));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

/** The files of a walk: each beside `src`, the folder named last, or the file before it. */
function filesOf(walk: string): (string | undefined)[] {
  const files: (string | undefined)[] = [];
  let folder = '';
  for (const [, path = ''] of walk.matchAll(/`([^`]+)`/g)) {
    if (path.endsWith('/')) {
      folder = path;
      continue;
    }
    const places = ['', folder, dirname(files.at(-1) ?? '')].map((place) => join(place, path));
    files.push(
      places.find((place) =>
        statSync(join(root, 'src', place), { throwIfNoEntry: false })?.isFile(),
      ),
    );
  }
  return files;
}

test('the walks through the code visit files that are there, each once', () => {
  const walks = [
    ...read('docs/architecture.md').matchAll(/^\*\*(.+)\*\* \((\d+)\):([\s\S]+?)\n\n/gm),
  ];
  expect(walks).toHaveLength(3);
  for (const [, name, count, walk = ''] of walks) {
    const files = filesOf(walk);
    expect([name, files]).toEqual([name, expect.not.arrayContaining([undefined])]);
    expect([name, new Set(files).size]).toEqual([name, Number(count)]);
  }
});
