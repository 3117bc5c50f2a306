/**
 * Runs one operation in a process of its own, under disk.c. Arguments: the operation, its folder, a
 * file for what is acknowledged, and, to be killed, the stage and which of its calls is the last.
 * At its end it prints how many calls each stage made.
 */
import { appendFileSync } from 'node:fs';
import { type DiskCounts, faultDisk } from '../disk/faultDisk.ts';
import { operationNamed } from '../operations/operations.ts';

const [name = '', folder = '', acknowledgements = '', killIn = '', killAt = '0'] =
  process.argv.slice(2);
const counts: Record<string, DiskCounts> = {};
let current: string | undefined;
const endStage = (): void => {
  if (current !== undefined) counts[current] = faultDisk.counts();
};

const operation = await operationNamed(name);
faultDisk.off();
await operation.run(folder, {
  stage: (stage) => {
    endStage();
    current = stage;
    if (stage === killIn) faultDisk.killAt(Number(killAt));
    else if (killIn === '') faultDisk.off();
  },
  acknowledge: (what) => {
    appendFileSync(acknowledgements, `${what}\n`);
    faultDisk.mark(what);
  },
});
endStage();
process.stdout.write(JSON.stringify(counts));
