import type { WorkKind, WorkPlan, WorkRequest, WorkSelection } from '../../../../contract/index.ts';
import { formatDuration } from '../../../client/formats/format.ts';
import { libraryMessages } from '../../../messages/library/library.ts';

export const works: readonly { value: WorkKind; label: string }[] = [
  { value: 'transcribe', label: libraryMessages.workLabels.transcribe },
  { value: 'describe', label: libraryMessages.workLabels.describe },
  { value: 'embed', label: libraryMessages.workLabels.embed },
  { value: 'drafts', label: libraryMessages.workLabels.drafts },
];

/** What a work made of a video. */
export const resultLabels: Record<WorkKind, string> = {
  transcribe: libraryMessages.workLabels.transcript,
  describe: libraryMessages.workLabels.descriptions,
  embed: libraryMessages.workLabels.embeddings,
  drafts: libraryMessages.workLabels.draftsMade,
};

/** The selection as a request for the team's servers. */
export function requestOf(
  kind: Exclude<WorkKind, 'drafts'>,
  selection: WorkSelection,
): WorkRequest {
  const place = 'remote';
  return kind === 'transcribe'
    ? { kind, place, selection, overCaptions: false }
    : { kind, place, selection };
}

/** What the work is about: `40 texts of 3 videos, in 2 requests`. */
export function requestSummary({ kind, items, rows, videos }: WorkPlan): string {
  const things = libraryMessages.workLabels.things[kind];
  const of =
    kind === 'transcribe' || kind === 'drafts' ? '' : libraryMessages.workLabels.ofVideos(videos);
  return libraryMessages.workLabels.asked(items, things, of, rows);
}

/**
 * What leaves this computer: `12 min of audio`, `40 pictures`, `3,200 characters of text (about 800
 * tokens)`.
 */
export function outgoingSummary({ kind, soundMs, pictures, characters, tokens }: WorkPlan): string {
  const text = libraryMessages.workLabels.text(characters, tokens);
  if (kind === 'transcribe') return libraryMessages.workLabels.audio(formatDuration(soundMs));
  return kind === 'describe' ? libraryMessages.workLabels.pictures(pictures) : text;
}
