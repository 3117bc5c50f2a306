import type { TextSource } from '../../../../contract/index.ts';
import { videoMessages } from '../../../messages/video/video.ts';

const sources: Record<TextSource, string> = {
  whisper: videoMessages.transcriptMaker.transcribed,
  'sidecar-captions': videoMessages.transcriptMaker.captionFile,
  'embedded-captions': videoMessages.transcriptMaker.embeddedCaptions,
  import: videoMessages.transcriptMaker.imported,
};

/** Who wrote a transcript down: the model without the hash of its weights, or where it came from. */
export function transcriptMaker(source: TextSource, model: string | undefined): string {
  if (source !== 'whisper' || model === undefined) return sources[source];
  return videoMessages.transcriptMaker.byModel(model.replace(/@[0-9a-f]{8,}$/, ''));
}
