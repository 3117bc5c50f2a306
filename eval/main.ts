/**
 * `npm run eval -- drafts --model FILE.gguf [--count N] [--out FILE]`: the quality of what the
 * product makes, as far as a script can tell. `npm run eval -- judged`: what a person found of drafts
 * that such a run kept. `npm run eval -- retrieval [--misses]`: known-item search on the public TikToks.
 * `npm run eval -- trends`: planted topics and bursts against those that are found. `npm run eval -- growth`:
 * simulated experiments, `growth oracle` the statistics against gbstats and lifelines. Nothing here belongs
 * to the tests.
 */
import { parseArgs } from 'node:util';
import { evaluateDrafts } from './drafts/drafts.ts';
import { summariseJudged } from './drafts/judged.ts';
import { evaluateGrowth } from './growth/growth.ts';
import { evaluateRetrieval } from './retrieval/retrieval.ts';
import { evaluateTrends } from './trends/trends.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: 'string' },
    count: { type: 'string', default: '8' },
    out: { type: 'string' },
    write: { type: 'boolean', default: false },
    misses: { type: 'boolean', default: false },
  },
});
const [what, part] = positionals;
const { model, count, out, misses, write } = values;
if (what === 'trends') {
  const { lines, holds } = await evaluateTrends();
  process.stdout.write(`${lines.join('\n')}\n`);
  if (!holds) process.exitCode = 1;
} else if (what === 'growth') {
  const { lines, holds } = await evaluateGrowth({ part, write });
  process.stdout.write(`${lines.join('\n')}\n`);
  if (!holds) process.exitCode = 1;
} else if (what === 'judged') {
  process.stdout.write(`${summariseJudged().join('\n')}\n`);
} else if (what === 'retrieval') {
  process.stdout.write(`${(await evaluateRetrieval({ misses })).join('\n')}\n`);
} else if (what === 'drafts' && model !== undefined) {
  const lines = await evaluateDrafts({ model, count: Number(count), out });
  process.stdout.write(`${lines.join('\n')}\n`);
} else {
  process.stderr.write(
    'Usage: npm run eval -- drafts --model FILE.gguf [--count N] [--out FILE]\n       npm run eval -- judged\n       npm run eval -- retrieval [--misses]\n       npm run eval -- trends\n       npm run eval -- growth [oracle [--write]]\n',
  );
  process.exitCode = 1;
}
