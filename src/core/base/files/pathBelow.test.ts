import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { entryBelow, pathBelow } from './pathBelow.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trendroom-below-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const unsafe = expect.objectContaining({ code: 'library.unsafePath' });

test('whatever the names, the path is below the folder, or there is none', () => {
  const part = fc.constantFrom('..', '.', '/', '\\', '\0', 'a', ' ', 'é', '');
  const name = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), (names) => {
      try {
        const path = pathBelow(folder, ...names);
        expect(path.startsWith(`${folder}/`)).toBe(true);
        expect(path.split('/')).not.toContain('..');
      } catch (error) {
        expect(error).toEqual(unsafe);
      }
    }),
  );
  expect(() => pathBelow(folder, 'work', '../../victim')).toThrow(unsafe);
  expect(pathBelow(folder, 'work', 'job.new')).toBe(join(folder, 'work', 'job.new'));
});

test('no link is followed: neither on the way nor at the end', () => {
  mkdirSync(join(folder, 'real'));
  mkdirSync(join(folder, 'outside'));
  writeFileSync(join(folder, 'outside', 'file'), '');
  const library = join(folder, 'real');
  symlinkSync(join(folder, 'outside'), join(library, 'media'));
  expect(() => pathBelow(library, 'media', 'file')).toThrow(unsafe);
  expect(() => entryBelow(library, 'media', 'file')).toThrow(unsafe);
  expect(() => pathBelow(library, 'media')).toThrow(unsafe);
  // Removing it removes the link.
  rmSync(entryBelow(library, 'media'), { recursive: true });
  expect(pathBelow(folder, 'outside', 'file')).toBe(join(folder, 'outside', 'file'));
});

test('the folder itself may be a link: it is the user who chose it', () => {
  mkdirSync(join(folder, 'real'));
  symlinkSync(join(folder, 'real'), join(folder, 'chosen'));
  expect(pathBelow(join(folder, 'chosen'), 'media')).toBe(join(folder, 'chosen', 'media'));
});
