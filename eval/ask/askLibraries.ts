import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { silentLogger } from '../../src/core/base/index.ts';
import { type Library, openLibrary } from '../../src/core/db/index.ts';
import type { Embedder } from '../../src/core/inference/index.ts';
import { createImportKind, createReindexKind } from '../../src/core/ingest/index.ts';
import { createJobQueue } from '../../src/core/jobs/index.ts';
import { addLongitudinalSet } from '../../src/core/memory/testing/longitudinalSet.ts';
import { refreshDocuments } from '../../src/core/search/index.ts';
import { readSamples } from '../../test/support/samples.ts';

export type AskSet = 'samples' | 'tiktok' | 'longitudinal';

const tiktokFile = fileURLToPath(
  new URL('../../../shared/data/tiktok/videos.jsonl.gz', import.meta.url),
);
/** Kept between runs. Words alone: its 3,100 videos are not embedded for this. */
const tiktokFolder = join(import.meta.dirname, '../../node_modules/.cache/eval-ask-tiktok');

/** After all snapshots of the samples; of the longitudinal set a month after its last. */
export const askedAtMs: Record<AskSet, number> = {
  samples: Date.UTC(2026, 10, 30),
  tiktok: Date.UTC(2026, 10, 30),
  longitudinal: Date.UTC(2026, 6, 1),
};

export interface AskLibrary {
  library: Library;
  /** Videos that were made to stand out. */
  planted: ReadonlySet<string>;
  close(): void;
}

/**
 * The library of a set: the sample clips' texts as imported records, the public TikToks (undefined where
 * they are not beside the project), or a generated set. `embedder`: the samples' texts get vectors.
 */
export async function openAskLibrary(
  set: AskSet,
  embedder: Embedder | undefined,
): Promise<AskLibrary | undefined> {
  const clock = { nowMs: () => askedAtMs[set] };
  if (set === 'tiktok') {
    if (!existsSync(tiktokFile)) return undefined;
    const isFilled = existsSync(join(tiktokFolder, 'complete'));
    mkdirSync(tiktokFolder, { recursive: true });
    const library = openLibrary({ directory: tiktokFolder, clock });
    if (!isFilled) {
      await importInto(library, tiktokFile);
      while (!refreshDocuments(library, 1_000));
      writeFileSync(join(tiktokFolder, 'complete'), '');
    }
    return { library, planted: new Set(), close: () => library.close() };
  }
  const directory = mkdtempSync(join(tmpdir(), 'trendroom-ask-'));
  const library = openLibrary({ directory, clock });
  const close = (): void => {
    library.close();
    rmSync(directory, { recursive: true });
  };
  if (set === 'longitudinal') {
    const { outliers } = addLongitudinalSet(library, { channels: 12, videosEach: 40 });
    return { library, planted: outliers, close };
  }
  const file = join(directory, 'samples.jsonl');
  writeFileSync(file, sampleRecords().join('\n'));
  await importInto(library, file, embedder);
  return { library, planted: new Set(), close };
}

/** The clips by their true texts, as lines of an import. */
function sampleRecords(): string[] {
  const { truth, metadata } = readSamples();
  return Object.entries(truth.files).map(([id, { sentences, onScreen, language }]) => {
    const { channel, ...known } = metadata.videos[id] ?? { channel: '', title: id };
    return JSON.stringify({
      ...{ ...known, id, channel: { id: channel, name: channel } },
      ...(language !== null && { language }),
      transcript: sentences,
      onScreenText: onScreen.map(({ text }) => text).join('\n'),
    });
  });
}

async function importInto(library: Library, path: string, embedder?: Embedder): Promise<void> {
  const importKind = createImportKind({ library, onTexts: () => {} });
  const reindexKind = embedder && createReindexKind({ library, embedder });
  const kinds = reindexKind === undefined ? [importKind] : [importKind, reindexKind];
  const { clock } = library;
  const queue = createJobQueue({ library, clock, logger: silentLogger, kinds });
  try {
    queue.start();
    const payload = { path, format: 'auto', map: {}, keepNames: false } as const;
    await queue.finished(queue.enqueue(importKind, payload, { label: 'import' }));
    if (reindexKind === undefined) return;
    await queue.finished(queue.enqueue(reindexKind, {}, { label: 'embed' }));
  } finally {
    await queue.dispose();
  }
}
