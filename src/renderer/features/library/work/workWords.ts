import type { WorkKind, WorkPlan, WorkRequest, WorkSelection } from '../../../../contract/index.ts';
import { formatDuration } from '../../../client/format.ts';

export const works: readonly { value: WorkKind; label: string }[] = [
  { value: 'transcribe', label: 'Transcribe' },
  { value: 'describe', label: 'Describe pictures' },
  { value: 'embed', label: 'Embed' },
  { value: 'drafts', label: 'Draft hooks' },
];

/** What a work made of a video. */
export const madeWords: Record<WorkKind, string> = {
  transcribe: 'Transcript',
  describe: 'Descriptions of pictures',
  embed: 'Vectors',
  drafts: 'Drafts',
};

/** The selection as a request for the team's servers. */
export function requestOf(
  kind: Exclude<WorkKind, 'drafts'>,
  selection: WorkSelection,
): WorkRequest {
  const place = 'there';
  return kind === 'transcribe'
    ? { kind, place, selection, overCaptions: false }
    : { kind, place, selection };
}

/** What the work is about: `40 texts of 3 videos, in 2 requests`. */
export function askedWords({ kind, items, rows, videos }: WorkPlan): string {
  const things = { transcribe: 'video', describe: 'picture', embed: 'text', drafts: 'draft' }[kind];
  const of = kind === 'transcribe' || kind === 'drafts' ? '' : ` of ${counted(videos, 'video')}`;
  return `${counted(items, things)}${of}, in ${counted(rows, 'request')}`;
}

/** What leaves this computer: `12 min of sound`, `40 pictures`, `3,200 letters (about 800 tokens)`. */
export function leavesWords({ kind, soundMs, pictures, characters, tokens }: WorkPlan): string {
  const text = `${counted(characters, 'letter')} of text (about ${whole(tokens)} tokens)`;
  if (kind === 'transcribe') return `${formatDuration(soundMs)} of sound`;
  return kind === 'describe' ? counted(pictures, 'picture') : text;
}

function counted(count: number, thing: string): string {
  return `${whole(count)} ${thing}${count === 1 ? '' : 's'}`;
}

function whole(count: number): string {
  return count.toLocaleString('en');
}
