/**
 * `npm run fuzz -- [NAME...] [--seconds N] [--seed N] [--keep]` feeds each target mutated inputs of
 * its corpus for N seconds (60) and reports what breaks a promise. `--keep` then adds to the corpus
 * what reaches something new. Exit code 1 when there is a finding. docs/decisions/0012-fuzzing.md
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fuzzFor } from './engine/fuzzFor.ts';
import { keepCorpus } from './engine/keepCorpus.ts';
import { loadTarget, targetNames } from './targets/targets.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: `${Date.now() % 1_000_000}` },
    keep: { type: 'boolean', default: false },
  },
});
const names = positionals.length > 0 ? positionals : targetNames;
const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
const out = join(import.meta.dirname, '../../out/fuzz');
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

if (!(seconds >= 0) || !Number.isInteger(seed)) {
  say('--seconds takes a number, --seed a whole number.');
  process.exitCode = 2;
} else {
  for (const name of names) {
    await loadTarget(name);
    const corpus = join(import.meta.dirname, 'corpus', name);
    const result = await fuzzFor({ name, seconds, seed, corpus, out, onProgress: say });
    const { runs, inputs, blocks, findings } = result;
    say(
      `${name}: ${runs} runs in ${seconds} s from seed ${seed}, ${inputs} inputs, ${blocks} blocks, ${findings.length} findings`,
    );
    if (findings.length > 0) process.exitCode = 1;
    if (values.keep) say(await keepCorpus(name, { corpus, reached: join(out, 'corpus', name) }));
  }
}
