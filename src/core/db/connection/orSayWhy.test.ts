import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { orSayWhy } from './orSayWhy.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trendroom-why-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const cannotOpen = (): never => {
  throw new Database.SqliteError('unable to open database file', 'SQLITE_CANTOPEN');
};

test('a database that cannot be opened because no file can be made says why', () => {
  const file = join(folder, 'gone', 'library.sqlite');
  expect(() => orSayWhy(file, cannotOpen)).toThrow(
    expect.objectContaining({ code: 'input.notFound' }),
  );
});

test('with space again it opens, and nothing is left beside it', () => {
  const file = join(folder, 'library.sqlite');
  let tries = 0;
  const open = (): string => (++tries === 1 ? cannotOpen() : 'open');
  expect(orSayWhy(file, open)).toBe('open');
  expect(readdirSync(folder)).toEqual([]);
});

test('another error is what it was', () => {
  const file = join(folder, 'library.sqlite');
  const broken = (): never => {
    throw new Database.SqliteError('malformed', 'SQLITE_CORRUPT');
  };
  expect(() => orSayWhy(file, broken)).toThrow('malformed');
  expect(existsSync(file)).toBe(false);
});
