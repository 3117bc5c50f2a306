import { sep } from 'node:path';
import type { ErrorCode } from '../../contract/index.ts';
import type { Library } from '../db/index.ts';
import type { Embedder, ModelSource } from '../inference/index.ts';
import type { JobKind } from '../jobs/index.ts';
import { removeUploadOf } from '../library/index.ts';
import type { IngestPayload } from './ingestPayload.ts';
import type { MediaClient } from './media/mediaClient.ts';
import type { ScreenReader } from './screen/screenReader.ts';
import type { Transcriber } from './speech/transcriber.ts';
import { createChunkStage } from './stages/chunkStage.ts';
import { createEmbedStage } from './stages/embedStage.ts';
import { createFingerprintStage } from './stages/fingerprintStage.ts';
import { createFramesStage } from './stages/framesStage.ts';
import { createHookStage } from './stages/hookStage.ts';
import { createProbeStage } from './stages/probeStage.ts';
import { createScreenTextStage } from './stages/screenTextStage.ts';
import { createSoundStage } from './stages/soundStage.ts';
import { createStoreStage } from './stages/storeStage.ts';
import { createTidyStage } from './stages/tidyStage.ts';
import { createTranscriptStage, type TeamTranscriber } from './stages/transcriptStage.ts';
import { whileVideoExists } from './stages/whileVideoExists.ts';
import { withUserPaths } from './stages/withUserPaths.ts';

export interface IngestKindTools {
  library: Library;
  models: ModelSource;
  embedder: Embedder;
  media: MediaClient;
  transcriber: Transcriber;
  reader: ScreenReader;
  /** Left out: this machine alone transcribes. */
  team?: TeamTranscriber;
}

/** A second attempt can mend these by itself; the others need a person. */
const passing: readonly ErrorCode[] = ['worker.crashed', 'input.changed'];

/** From a file to a video that can be searched; docs/architecture.md has the stages in order. */
export function createIngestKind(tools: IngestKindTools): JobKind<IngestPayload> {
  const { library } = tools;
  // Uploads, and what links brought.
  const isOurs = (path: string): boolean => path.startsWith(library.directory + sep);
  return {
    kind: 'ingest',
    maxAttempts: 3,
    isRetryable: (code) => passing.includes(code),
    onDone: (jobId) => removeUploadOf(library, jobId),
    stages: [
      createFingerprintStage(library),
      createProbeStage(tools.media),
      createStoreStage(tools),
      createFramesStage(tools),
      createSoundStage(tools),
      createTranscriptStage(tools),
      createScreenTextStage(tools),
      createHookStage(tools),
      createChunkStage(tools),
      createEmbedStage(tools),
      createTidyStage(library),
    ].map((stage) => withUserPaths(whileVideoExists(stage, library), isOurs)),
  };
}
