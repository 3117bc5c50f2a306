/**
 * `npm run eval -- drafts --model FILE.gguf [--count N] [--out FILE]`: the quality of what the
 * product makes, as far as a script can tell. `npm run eval -- judged`: what a person found of drafts
 * that such a run kept. `npm run eval -- retrieval [--misses]`: known-item search on the public TikToks.
 * `npm run eval -- ask [--model FILE.gguf] [--count N] [--out FILE]`: questions with known answers.
 * `npm run eval -- trends`: planted topics and bursts against those that are found. Nothing here belongs to
 * the tests.
 */
import { parseArgs } from 'node:util';
import { evaluateAsk } from './ask/ask.ts';
import { evaluateDrafts } from './drafts/drafts.ts';
import { summariseJudged } from './drafts/judged.ts';
import { evaluateRetrieval } from './retrieval/retrieval.ts';
import { evaluateTrends } from './trends/trends.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: 'string' },
    count: { type: 'string' },
    out: { type: 'string' },
    misses: { type: 'boolean', default: false },
  },
});
const [what] = positionals;
const { model, count, out, misses } = values;
if (what === 'trends') {
  const { lines, holds } = await evaluateTrends();
  process.stdout.write(`${lines.join('\n')}\n`);
  if (!holds) process.exitCode = 1;
} else if (what === 'ask') {
  const wanted = count === undefined ? undefined : Number(count);
  const { lines, holds } = await evaluateAsk({ model, count: wanted, out });
  process.stdout.write(`${lines.join('\n')}\n`);
  if (!holds) process.exitCode = 1;
} else if (what === 'judged') {
  process.stdout.write(`${summariseJudged().join('\n')}\n`);
} else if (what === 'retrieval') {
  process.stdout.write(`${(await evaluateRetrieval({ misses })).join('\n')}\n`);
} else if (what === 'drafts' && model !== undefined) {
  const lines = await evaluateDrafts({ model, count: Number(count ?? 8), out });
  process.stdout.write(`${lines.join('\n')}\n`);
} else {
  process.stderr.write(
    'Usage: npm run eval -- drafts --model FILE.gguf [--count N] [--out FILE]\n       npm run eval -- judged\n       npm run eval -- retrieval [--misses]\n       npm run eval -- trends\n       npm run eval -- ask [--model FILE.gguf] [--count N] [--out FILE]\n',
  );
  process.exitCode = 1;
}
