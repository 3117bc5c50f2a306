/**
 * `npm run eval -- NAME`: the quality of what the product makes, as far as a script can tell. Without a name it
 * lists what there is. Nothing here belongs to the tests.
 */
import { parseArgs } from 'node:util';
import { evaluateAsk } from './ask/ask.ts';
import { evaluateDrafts } from './drafts/drafts.ts';
import { summariseJudged } from './drafts/judged.ts';
import { evaluateDuplicates } from './duplicates/duplicates.ts';
import { evaluateGrowth } from './growth/growth.ts';
import { evaluateLikeness } from './likeness/likeness.ts';
import { evaluateProducts } from './products/products.ts';
import { evaluateRetrieval } from './retrieval/retrieval.ts';
import { evaluateScreenText } from './screenText/screenText.ts';
import { evaluateSpeech } from './speech/speech.ts';
import { evaluateTrends } from './trends/trends.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: 'string' },
    count: { type: 'string' },
    only: { type: 'string' },
    out: { type: 'string' },
    centers: { type: 'string' },
    write: { type: 'boolean', default: false },
    misses: { type: 'boolean', default: false },
  },
});
const { model = '', count, only, out, misses, centers, write } = values;
const [name = '', part] = positionals;

interface Evaluation {
  usage: string;
  about: string;
  needsModel?: boolean;
  /** False in `holds`: a bar was missed. */
  run(): Promise<{ lines: readonly string[]; holds?: boolean }>;
}

const evaluations: Readonly<Record<string, Evaluation>> = {
  drafts: {
    usage: 'drafts --model FILE.gguf [--count N] [--only TEXT] [--out FILE]',
    about: 'hooks on twenty briefs',
    needsModel: true,
    run: async () => ({
      lines: await evaluateDrafts({ model, count: Number(count ?? 8), only, out }),
    }),
  },
  products: {
    usage: 'products',
    about: 'whether products are found where a text means them',
    run: () => Promise.resolve(evaluateProducts()),
  },
  ask: {
    usage: 'ask [--model FILE.gguf] [--count N] [--out FILE]',
    about: 'questions with known answers',
    run: () =>
      evaluateAsk({
        model: values.model,
        count: count === undefined ? undefined : Number(count),
        out,
      }),
  },
  judged: {
    usage: 'judged',
    about: 'what a person found of drafts that such a run kept',
    run: async () => ({ lines: summariseJudged() }),
  },
  retrieval: {
    usage: 'retrieval [--misses]',
    about: 'known-item search on the public TikToks',
    run: async () => ({ lines: await evaluateRetrieval({ misses }) }),
  },
  likeness: {
    usage: 'likeness --model ID [--centers "QUERY|PASSAGE"]',
    about: 'what an embedding model finds in the samples, by language',
    needsModel: true,
    run: async () => ({ lines: await evaluateLikeness({ model, centers }) }),
  },
  duplicates: {
    usage: 'duplicates',
    about:
      'clips changed as people change them before they post them again; TRENDROOM_CLIPS names more',
    run: () => evaluateDuplicates(),
  },
  speech: {
    usage: 'speech [PART OF A NAME]',
    about: 'speech over music and noise, and sounds without speech',
    run: () => evaluateSpeech(part),
  },
  'screen-text': {
    usage: 'screen-text [PART OF A NAME]',
    about: 'text on screen of the samples and of ten hard cards',
    run: () => evaluateScreenText(part),
  },
  trends: {
    usage: 'trends',
    about: 'planted topics and bursts against those that are found',
    run: () => evaluateTrends(),
  },
  growth: {
    usage: 'growth [oracle [--write]]',
    about: 'simulated experiments, or the statistics against gbstats and lifelines',
    run: () => evaluateGrowth({ part, write }),
  },
};

const evaluation = Object.hasOwn(evaluations, name) ? evaluations[name] : undefined;
if (evaluation === undefined || (evaluation.needsModel === true && model === '')) {
  const lines = Object.values(evaluations).map(
    ({ usage, about }) => `  npm run eval -- ${usage}\n      ${about}\n`,
  );
  process.stderr.write(`Usage:\n${lines.join('')}`);
  process.exitCode = 1;
} else {
  const { lines, holds = true } = await evaluation.run();
  process.stdout.write(`${lines.join('\n')}\n`);
  if (!holds) process.exitCode = 1;
}
