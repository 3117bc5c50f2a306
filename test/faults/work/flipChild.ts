/**
 * Flips a bit of a library's database, page after page, and prints how each trial ended. Arguments:
 * a folder with `prepared` in it, how many trials, the seed, the trial to begin with.
 */
import { cp, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Chance } from '../../fuzz/engine/chance.ts';
import type { Ending } from '../fault.ts';
import { readEverything } from './readEverything.ts';

const [place = '', trials = '', seed = '', from = ''] = process.argv.slice(2);
const prepared = join(place, 'prepared');
const folder = join(place, 'disk');
const file = join(folder, 'library', 'library.sqlite');
/** Of which pages each trial takes one, so that all are flipped once before one is flipped again. */
const { size } = await stat(join(prepared, 'library', 'library.sqlite'));
const header = await readFile(join(prepared, 'library', 'library.sqlite'));
const pageSize = header.readUInt16BE(16);
const pages = size / pageSize;

await fresh();
const whole = await readEverything(folder);
for (let trial = Number(from); trial < Number(trials); trial++) {
  await fresh();
  const chance = new Chance(Number(seed) * 1_000_003 + trial);
  // A step that shares no divisor with their number visits every page.
  const page = (trial * 7) % pages;
  const at = page * pageSize + chance.below(pageSize);
  const bit = chance.below(8);
  const ending = await flip(at, bit);
  const where = `page ${page + 1} of ${pages}, byte ${at % pageSize}, bit ${bit}`;
  const told = 'detail' in ending ? { ...ending, detail: `${where}: ${ending.detail}` } : ending;
  process.stdout.write(`${JSON.stringify(told)}\n`);
}

async function fresh(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await cp(prepared, folder, { recursive: true });
}

async function flip(at: number, bit: number): Promise<Ending> {
  const handle = await open(file, 'r+');
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ (1 << bit);
  await handle.write(byte, 0, 1, at);
  await handle.close();
  const found = await readEverything(folder);
  if (found.bug !== undefined) return { kind: 'other', detail: found.bug };
  if (found.code !== undefined) return { kind: 'coded', code: found.code };
  return found.contents === whole.contents ? { kind: 'whole' } : { kind: 'unseen' };
}
