import { silentLogger } from '../../src/core/base/index.ts';
import type { Library } from '../../src/core/db/index.ts';
import type { Embedder } from '../../src/core/inference/index.ts';
import { createImportKind, createReindexKind } from '../../src/core/ingest/index.ts';
import { createJobQueue } from '../../src/core/jobs/index.ts';

/** Imports the records as the product does, and embeds their texts. */
export async function fillTiktokLibrary(
  library: Library,
  path: string,
  embedder: Embedder,
): Promise<void> {
  const importKind = createImportKind({ library, onTexts: () => {} });
  const reindexKind = createReindexKind({ library, embedder });
  const { clock } = library;
  const queue = createJobQueue({
    ...{ library, clock, logger: silentLogger, kinds: [importKind, reindexKind] },
  });
  try {
    queue.start();
    const payload = { path, format: 'auto', map: {}, keepNames: false } as const;
    const imported = queue.enqueue(importKind, payload, { label: 'import' });
    await queue.finished(imported);
    const embedded = queue.enqueue(reindexKind, {}, { label: 'embed' });
    process.stderr.write('The texts of 3,100 videos are embedded once: some minutes.\n');
    const { state, error } = await queue.finished(embedded);
    if (state !== 'done') throw new Error(error?.message ?? state);
  } finally {
    await queue.dispose();
  }
}
