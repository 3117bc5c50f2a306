/**
 * `npm run eval -- drafts --model FILE.gguf [--count N] [--out FILE]`: the quality of what the
 * product makes, as far as a script can tell; what only a person can judge stands in a file beside
 * it. Nothing here belongs to the tests.
 */
import { parseArgs } from 'node:util';
import { evaluateDrafts } from './drafts/drafts.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: 'string' },
    count: { type: 'string', default: '8' },
    out: { type: 'string' },
  },
});
const [what] = positionals;
if (what !== 'drafts' || values.model === undefined) {
  process.stderr.write(
    'Usage: npm run eval -- drafts --model FILE.gguf [--count N] [--out FILE]\n',
  );
  process.exit(1);
}
const { model, count, out } = values;
const lines = await evaluateDrafts({ model, count: Number(count), out });
process.stdout.write(`${lines.join('\n')}\n`);
