import type { Library } from '../../../db/index.ts';
import type { Stage } from '../../../jobs/index.ts';
import { replaceOnScreenTexts } from '../../../library/index.ts';
import type { IngestPayload } from '../../ingestPayload.ts';
import { WorkFiles } from '../../media/workFiles.ts';
import { readScreen } from '../../screen/readScreen.ts';
import type { ScreenReader } from '../../screen/screenReader.ts';

export interface ScreenTextTools {
  library: Library;
  reader: ScreenReader;
}

/** What is written on the screen, and when. Errors: those of {@link ScreenReader}. */
export function createScreenTextStage({ library, reader }: ScreenTextTools): Stage<IngestPayload> {
  return {
    name: 'screenText',
    weight: 30,
    resource: 'cpu',
    run: async ({ jobId, payload, signal, progress, yieldSlot, writeAtEnd }) => {
      const { videoId, duplicate } = payload;
      if (duplicate === true || videoId === undefined) return;
      const frames = (await new WorkFiles(library, jobId).frames())?.changed ?? [];
      const texts = await readScreen({ reader, frames, signal, onProgress: progress, yieldSlot });
      writeAtEnd(() => replaceOnScreenTexts(library, videoId, texts));
    },
  };
}
