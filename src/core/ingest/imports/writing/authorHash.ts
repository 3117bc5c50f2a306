import { createHmac, randomBytes } from 'node:crypto';
import type { Library } from '../../../db/index.ts';

const settingName = 'commentAuthorKey';

/**
 * Turns names into hashes that are the same for the same person, and that nobody can look up without
 * this library: its key is random, and made at the first use. In a transaction.
 */
export function createAuthorHash({ db }: Library): (platform: string, author: string) => string {
  const read = db.$client
    .prepare<[string], string>('SELECT value FROM settings WHERE key = ?')
    .pluck();
  const insert = db.$client.prepare(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  let key: string | undefined;
  return (platform, author) => {
    if (key === undefined) {
      insert.run(settingName, JSON.stringify(randomBytes(32).toString('hex')));
      key = read.get(settingName) ?? '';
    }
    return createHmac('sha256', key).update(`${platform}\n${author}`).digest('hex').slice(0, 16);
  };
}
