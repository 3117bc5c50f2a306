import type { TextSource } from '../../../../contract/index.ts';

const sources: Record<TextSource, string> = {
  whisper: 'Transcribed',
  'sidecar-captions': 'From a caption file',
  'embedded-captions': 'From captions in the file',
};

/** Who wrote a transcript down: the model without the hash of its weights, or where it came from. */
export function transcriptMaker(source: TextSource, model: string | undefined): string {
  if (source !== 'whisper' || model === undefined) return sources[source];
  return `By ${model.replace(/@[0-9a-f]{8,}$/, '')}`;
}
