/**
 * Fills the disk at one call after the other of an operation, under disk.c, and prints how each
 * trial ended. Arguments: the operation, a folder to work in, how many trials, the seed.
 */
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toAppError } from '../../../src/core/base/index.ts';
import { Chance } from '../../fuzz/engine/chance.ts';
import { faultDisk } from '../disk/faultDisk.ts';
import type { Ending } from '../fault.ts';
import { noHooks } from '../operations/operation.ts';
import { operationNamed } from '../operations/operations.ts';
import { judge, judgeFirst } from './judge.ts';

const [name = '', place = '', trials = '', seed = ''] = process.argv.slice(2);
const operation = await operationNamed(name);
const folder = join(place, 'disk');
const prepared = join(place, 'prepared');
const chance = new Chance(Number(seed));

await mkdir(folder);
await operation.prepare(folder);
await cp(folder, prepared, { recursive: true });
faultDisk.off();
await operation.run(folder, noHooks);
const { growing: calls } = faultDisk.counts();
const { counts: complete } = await operation.inspect(folder, []);

const wanted = Math.min(calls, Number(trials));
for (let trial = 0; trial < wanted; trial++) {
  const at = 1 + Math.floor(((trial + 0.5) * calls) / wanted);
  const ending = await tryOnce(at, chance.below(2) === 0);
  process.stdout.write(`${JSON.stringify(ending)}\n`);
}
process.exit(0);

async function tryOnce(at: number, stays: boolean): Promise<Ending> {
  await rm(folder, { recursive: true, force: true });
  await cp(prepared, folder, { recursive: true });
  const acknowledged: string[] = [];
  const acknowledge = (what: string): void => void acknowledged.push(what);
  faultDisk.fillAt(at, { stays });
  const error = await operation.run(folder, { ...noHooks, acknowledge }).then(
    () => undefined,
    (thrown: unknown) => toAppError(thrown),
  );
  faultDisk.off();
  const where = `at call ${at} of ${calls}${stays ? ' and after' : ''}`;
  if (error?.code === 'internal.unexpected') {
    return {
      kind: 'other',
      detail: `${where}: ${error.message} ${error.cause instanceof Error ? error.cause.stack : ''}`,
    };
  }
  const given = { operation, folder, complete, acknowledged };
  const first = await judgeFirst(given);
  const last =
    first.kind === 'whole'
      ? await judge({ ...given, run: () => operation.run(folder, noHooks) })
      : first;
  if ('detail' in last)
    return { ...last, detail: `${where} (${error?.code ?? 'no error'}): ${last.detail}` };
  return error === undefined ? last : { kind: 'coded', code: error.code };
}
