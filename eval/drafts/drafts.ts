import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileModel } from '../../bench/injections/fileModel.ts';
import { installedModels } from '../../bench/support/installedModels.ts';
import { openSampleLibrary } from '../../bench/support/sampleLibrary.ts';
import { openTiktokLibrary } from '../../bench/support/tiktokLibrary.ts';
import { createInference } from '../../src/core/inference/index.ts';
import { briefs } from './briefs.ts';
import { measure } from './measure.ts';
import { type WrittenCandidate, writeAll } from './writeAll.ts';

export interface DraftsEvalOptions {
  /** A GGUF with a chat template. */
  model: string;
  count: number;
  /** Data or words of topics, with `|` between them; left out: all. */
  only?: string | undefined;
  /** Where all candidates are written, as JSON lines, to be read and judged by hand. */
  out: string | undefined;
}

/**
 * The product's drafts for twenty briefs, on the sample clips and on the public TikToks where they
 * are there: how many are kept, whether they keep to the length, how alike they are.
 */
export async function evaluateDrafts({
  model,
  count,
  only = '',
  out,
}: DraftsEvalOptions): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-eval-'));
  const inference = await openFileModel(model, folder);
  const embedding = createInference(installedModels(folder));
  const models = { languageModel: inference.languageModel, embedder: embedding.embedder };
  const all: WrittenCandidate[] = [];
  const onCandidate = (candidate: WrittenCandidate): void => {
    all.push(candidate);
    process.stderr.write(`${JSON.stringify(candidate)}\n`);
  };
  const isAsked = (data: string, topic: string): boolean =>
    only.split('|').some((part) => `${data}: ${topic}`.includes(part));
  const libraries = { samples: openSampleLibrary(), tiktok: openTiktokLibrary() };
  try {
    // In turns, so that a run that is cut short has some of both.
    for (const [at, ofSamples] of briefs.samples.entries()) {
      for (const [data, topic = ''] of [
        ['samples', ofSamples],
        ['tiktok', briefs.tiktok[at]],
      ] as const) {
        const opened = libraries[data];
        if (opened === undefined || !isAsked(data, topic)) continue;
        await writeAll(opened, { data, topics: [topic], count, models, onCandidate });
      }
    }
    if (out !== undefined) {
      await writeFile(out, all.map((candidate) => `${JSON.stringify(candidate)}\n`).join(''));
    }
  } finally {
    libraries.samples.close();
    libraries.tiktok?.close();
    await inference.dispose();
    await embedding.dispose();
    await rm(folder, { recursive: true, force: true });
  }
  return [
    ...(libraries.tiktok === undefined ? ['tiktok: not there, left out'] : []),
    ...[...Map.groupBy(all, ({ data }) => data)].flatMap(([data, each]) => measure(data, each)),
    ...measure('all', all),
  ];
}
