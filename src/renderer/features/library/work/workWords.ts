import type { WorkKind, WorkPlan, WorkRequest, WorkSelection } from '../../../../contract/index.ts';
import { formatDuration } from '../../../client/format.ts';
import { libraryMessages } from '../../../messages/library.ts';

export const works: readonly { value: WorkKind; label: string }[] = [
  { value: 'transcribe', label: libraryMessages.workWords.transcribe },
  { value: 'describe', label: libraryMessages.workWords.describe },
  { value: 'embed', label: libraryMessages.workWords.embed },
  { value: 'drafts', label: libraryMessages.workWords.drafts },
];

/** What a work made of a video. */
export const madeWords: Record<WorkKind, string> = {
  transcribe: libraryMessages.workWords.transcript,
  describe: libraryMessages.workWords.descriptions,
  embed: libraryMessages.workWords.embeddings,
  drafts: libraryMessages.workWords.draftsMade,
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
export function askedWords({ kind, items, rows, videos }: WorkPlan): string {
  const things = libraryMessages.workWords.things[kind];
  const of =
    kind === 'transcribe' || kind === 'drafts' ? '' : libraryMessages.workWords.ofVideos(videos);
  return libraryMessages.workWords.asked(items, things, of, rows);
}

/** What leaves this computer: `12 min of audio`, `40 pictures`, `3,200 characters of text (about 800 tokens)`. */
export function leavesWords({ kind, soundMs, pictures, characters, tokens }: WorkPlan): string {
  const text = libraryMessages.workWords.text(characters, tokens);
  if (kind === 'transcribe') return libraryMessages.workWords.audio(formatDuration(soundMs));
  return kind === 'describe' ? libraryMessages.workWords.pictures(pictures) : text;
}
