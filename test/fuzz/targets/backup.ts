import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackBackup } from '../../../src/core/library/backup/archive/unpackBackup.ts';
import { expectThat, type FuzzTarget } from '../fuzzTarget.ts';

const block = 512;
const known = /^(library\.db|media(\/[0-9a-f]{2}(\/[0-9a-f]{62}\.[a-z0-9]{1,5})?)?)$/;

/** A backup's tar; the sums of its headers are made right, so that mutation reaches what is behind. */
export const target: FuzzTarget = {
  name: 'backup',
  codes: ['backup.invalid'],
  words: [
    'manifest.json',
    'library.db',
    'ustar\0',
    '../',
    '/etc/passwd',
    '{"format":"trendroom-backup"',
  ],
  run: async (input, scratch) => {
    const file = join(scratch, 'backup.tar');
    const folder = join(scratch, 'unpacked');
    writeFileSync(file, withSums(input));
    await unpackBackup(file, folder).finally(() => {
      for (const name of readdirSync(scratch)) {
        expectThat(['backup.tar', 'unpacked'].includes(name), 'it writes into its folder');
        if (name !== 'unpacked') continue;
        for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
          const path = join(entry.parentPath, entry.name).slice(folder.length + 1);
          expectThat(entry.isFile() || entry.isDirectory(), 'it makes no links');
          expectThat(known.test(path.replaceAll('\\', '/')), 'it writes only names of its form');
        }
      }
    });
  },
};

/** What looks like a tar header is given the sum of its bytes, the sum itself read as spaces. */
function withSums(input: Buffer): Buffer {
  const tar = Buffer.from(input);
  for (let at = 0; at + block <= tar.length; at += block) {
    const header = tar.subarray(at, at + block);
    if (header.toString('latin1', 257, 262) !== 'ustar') continue;
    header.fill(' ', 148, 156);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  }
  return tar;
}
