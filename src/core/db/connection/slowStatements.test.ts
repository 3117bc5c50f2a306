import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { silentLogger } from '../../base/index.ts';
import { logSlowStatements } from './slowStatements.ts';

const slow = `WITH RECURSIVE row(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM row LIMIT ?)
  SELECT count(*) FROM row WHERE number <> ?`;
const rows = 2_000_000;

function open() {
  const lines: Record<string, unknown>[] = [];
  const connection = new Database(':memory:');
  const warn = (message: string, fields?: Record<string, unknown>) =>
    void lines.push({ message, ...fields });
  logSlowStatements(connection, { ...silentLogger, warn });
  return { connection, lines };
}

test('a slow statement is logged with its text and how long it took, without its values', () => {
  const { connection, lines } = open();
  const secret = 123_456_789;
  expect(connection.prepare(slow).pluck().get(rows, secret)).toBe(rows);
  expect(connection.prepare('SELECT 1 AS one').all()).toEqual([{ one: 1 }]);
  connection.exec('CREATE TABLE numbers (number INTEGER)');
  expect(lines).toEqual([
    {
      message: 'slow statement',
      tookMs: expect.any(Number),
      sql: slow.replace(/\s+/g, ' '),
    },
  ]);
  expect(lines[0]?.tookMs).toBeGreaterThanOrEqual(40);
});

test('slow writes and scripts are logged, and a failing one fails as before', () => {
  const { connection, lines } = open();
  connection.exec('CREATE TABLE numbers (number INTEGER UNIQUE)');
  const fill = `INSERT INTO numbers ${slow.replace('count(*)', 'number')}`;
  expect(connection.prepare(fill).run(rows / 4, 0).changes).toBe(rows / 4);
  connection.exec('DELETE FROM numbers WHERE number % 2 = 0');
  expect(lines.map(({ sql }) => sql)).toEqual([
    fill.replace(/\s+/g, ' '),
    'DELETE FROM numbers WHERE number % 2 = 0',
  ]);
  expect(() => connection.prepare('INSERT INTO numbers VALUES (1)').run()).toThrow('UNIQUE');
});
