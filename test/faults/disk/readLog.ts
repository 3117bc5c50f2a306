import { readFile } from 'node:fs/promises';

/** A call that changed the disk, as disk.c wrote it down. Paths are absolute. */
export type Call =
  | { kind: 'create'; inode: number; path: string }
  | { kind: 'write'; inode: number; offset: number; bytes: Buffer }
  | { kind: 'resize'; inode: number; size: number }
  | { kind: 'sync'; inode: number }
  | { kind: 'syncFolder'; path: string }
  | { kind: 'makeFolder' | 'remove'; path: string }
  | { kind: 'rename' | 'link'; from: string; to: string }
  | { kind: 'mark'; word: string };

/** Reads the log of disk.c. Errors: one that names a line it does not know. */
export async function readLog(path: string): Promise<Call[]> {
  const log = await readFile(path);
  const calls: Call[] = [];
  const folders = new Map<number, string>();
  for (let at = 0; at < log.length; ) {
    const end = log.indexOf(10, at);
    const line = log.toString('utf8', at, end);
    at = end + 1;
    const [inode = 0, offset = 0, length = 0] = line.slice(2).split(' ').map(Number);
    const text = line.slice(2);
    const [from = '', to = ''] = text.split('\t');
    const named = text.slice(text.indexOf(' ') + 1);
    switch (line[0]) {
      case 'C':
        calls.push({ kind: 'create', inode, path: named });
        break;
      case 'W':
        calls.push({ kind: 'write', inode, offset, bytes: log.subarray(at, at + length) });
        at += length;
        break;
      case 'T':
        calls.push({ kind: 'resize', inode, size: offset });
        break;
      case 'S':
        calls.push({ kind: 'sync', inode });
        break;
      case 'O':
        folders.set(inode, named);
        break;
      case 'D':
        calls.push({ kind: 'syncFolder', path: folders.get(inode) ?? '' });
        break;
      case 'M':
        calls.push({ kind: 'makeFolder', path: text });
        break;
      case 'U':
        calls.push({ kind: 'remove', path: text });
        break;
      case 'R':
      case 'L':
        calls.push({ kind: line[0] === 'R' ? 'rename' : 'link', from, to });
        break;
      case 'K':
        calls.push({ kind: 'mark', word: text });
        break;
      default:
        throw new Error(`The log has a line that is none: ${line.slice(0, 100)}`);
    }
  }
  return calls;
}
