/**
 * `npm run eval -- drafts --model FILE.gguf [--count N] [--out FILE]`: the quality of what the
 * product makes, as far as a script can tell. `npm run eval -- judged`: what a person found of drafts
 * that such a run kept. `npm run eval -- retrieval [--misses]`: known-item search on the public TikToks.
 * `npm run eval -- trends`: planted topics and bursts against those that are found.
 * `npm run eval -- likeness --model ID`: what an embedding model finds in the samples, by language.
 * `npm run eval -- duplicates`: clips changed as people change them before they post them again; also those
 * in the folder that TRENDROOM_CLIPS names. Nothing here belongs to
 * the tests.
 */
import { parseArgs } from 'node:util';
import { evaluateDrafts } from './drafts/drafts.ts';
import { summariseJudged } from './drafts/judged.ts';
import { evaluateDuplicates } from './duplicates/duplicates.ts';
import { evaluateLikeness } from './likeness/likeness.ts';
import { evaluateRetrieval } from './retrieval/retrieval.ts';
import { evaluateTrends } from './trends/trends.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: 'string' },
    count: { type: 'string', default: '8' },
    out: { type: 'string' },
    centers: { type: 'string' },
    misses: { type: 'boolean', default: false },
  },
});
const [what] = positionals;
const { model, count, out, misses, centers } = values;
if (what === 'trends') {
  const { lines, holds } = await evaluateTrends();
  process.stdout.write(`${lines.join('\n')}\n`);
  if (!holds) process.exitCode = 1;
} else if (what === 'likeness' && model !== undefined) {
  process.stdout.write(`${(await evaluateLikeness({ model, centers })).join('\n')}\n`);
} else if (what === 'duplicates') {
  const { lines, holds } = await evaluateDuplicates();
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
    'Usage: npm run eval -- drafts --model FILE.gguf [--count N] [--out FILE]\n       npm run eval -- judged\n       npm run eval -- retrieval [--misses]\n       npm run eval -- trends\n       npm run eval -- likeness --model ID [--centers QUERY|PASSAGE]\n       npm run eval -- duplicates\n',
  );
  process.exitCode = 1;
}
