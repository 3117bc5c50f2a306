import { sep } from 'node:path';
import type { ErrorCode } from '../../contract/index.ts';
import type { Library } from '../db/index.ts';
import type { Embedder, ModelSource } from '../inference/index.ts';
import type { JobKind } from '../jobs/index.ts';
import { removeUploadOf } from '../library/index.ts';
import type { IngestPayload } from './ingestPayload.ts';
import type { MediaClient } from './media/mediaClient.ts';
import type { ScreenReader } from './screen/screenReader.ts';
import type { ObjectFinder } from './seeing/objectFinder.ts';
import type { Transcriber } from './speech/transcriber.ts';
import { createFingerprintStage } from './stages/media/fingerprintStage.ts';
import { createFramesStage } from './stages/media/framesStage.ts';
import { createProbeStage } from './stages/media/probeStage.ts';
import { createSeeingStage } from './stages/media/seeingStage.ts';
import { createSoundStage } from './stages/media/soundStage.ts';
import { createStoreStage } from './stages/media/storeStage.ts';
import { createTidyStage } from './stages/media/tidyStage.ts';
import { withUserPaths } from './stages/media/withUserPaths.ts';
import { createChunkStage } from './stages/text/chunkStage.ts';
import { createEmbedStage } from './stages/text/embedStage.ts';
import { createHookStage } from './stages/text/hookStage.ts';
import { createScreenTextStage } from './stages/text/screenTextStage.ts';
import { createTranscriptStage, type TeamTranscriber } from './stages/text/transcriptStage.ts';
import { whileVideoExists } from './stages/whileVideoExists.ts';

export interface IngestKindTools {
  library: Library;
  models: ModelSource;
  embedder: Embedder;
  media: MediaClient;
  transcriber: Transcriber;
  reader: ScreenReader;
  finder: ObjectFinder;
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
      createSeeingStage(tools),
      createHookStage(tools),
      createChunkStage(tools),
      createEmbedStage(tools),
      createTidyStage(library),
    ].map((stage) => withUserPaths(whileVideoExists(stage, library), isOurs)),
  };
}
