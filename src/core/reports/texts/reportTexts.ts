import type {
  ReportAbsenceReason,
  ReportKind,
  SubjectKind,
  TrendStage,
} from '../../../contract/index.ts';
import { formatDay } from './formatNumber.ts';

/** What is missing, and what would bring it. */
export const absences: Readonly<Record<ReportAbsenceReason, string>> = {
  'no-videos': 'No video of it was published by then. Import some: trendroom import FILE.',
  'no-snapshots':
    'No views were observed in the period. Velocity and scores need dated counts: observe the videos, or import counts.',
  'one-snapshot':
    'No video has two snapshots at least an hour apart, so no velocity is known. Observe the videos again.',
  'no-scores':
    'Videos of the period without an outlier score: their views are not known, or too few videos of their channel were seen at the same age.',
  'no-topics': 'No topics were found yet. Find topics, then make the report again.',
  'hashtags-only':
    'The topics are hashtags: without an embedding model nothing else tells what a video is about.',
  'no-products': 'No video names a product.',
  'no-comments': 'No comments on the videos of the period are stored.',
  'no-openings': 'Too few videos with an English opening and a score to compare openings.',
  'no-model': 'No writing model is installed, so the sentences are those of code alone.',
  'no-chat-training':
    'The installed model was not trained to follow instructions, so the sentences are those of code alone.',
  'sentences-left-out':
    'Sentences of the model that were left out: a number or a name was not in the report, or what they say was not supported by it.',
};

export const stages: Readonly<Record<TrendStage, string>> = {
  emerging: 'emerging',
  rising: 'rising',
  peak: 'at its peak',
  fading: 'fading',
  evergreen: 'evergreen',
};

const kinds: Readonly<Record<SubjectKind, string>> = {
  topic: 'Topic',
  channel: 'Channel',
  product: 'Product',
};

/** The title of a report. */
export function titleOf(
  kind: ReportKind,
  subjects: readonly { kind: SubjectKind; name: string }[],
  { windowDays, asOfMs }: { windowDays: number; asOfMs: number },
): string {
  const until = formatDay(asOfMs);
  const names = subjects.map(({ name }) => name);
  const [first] = subjects;
  switch (kind) {
    case 'weekly':
      return windowDays === 7 ? `Week to ${until}` : `${windowDays} days to ${until}`;
    case 'comparison':
      return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}, ${until}`;
    case 'topic':
    case 'channel':
    case 'product':
      return `${first === undefined ? '' : kinds[first.kind]}: ${names[0] ?? ''}, ${until}`;
    default:
      return kind satisfies never;
  }
}

/** Titles of sections, tables, charts and columns. */
export const reportTexts = {
  summary: 'Summary',
  sections: {
    library: 'What was published',
    topics: 'Topics',
    standouts: 'Videos that stand out',
    openings: 'How openings have done',
    voices: 'Share of voice',
    comments: 'Comments',
    subject: 'What it does',
    videos: 'Its videos',
    quotes: 'How its videos open',
    mentions: 'Where it is named',
    around: 'Who and what is around it',
    comparison: 'Side by side',
    curves: 'Over time',
  },
  charts: {
    published: 'Videos published',
    publishedOf: (name: string) => `Videos published: ${name}`,
    gained: 'Views gained',
    share: 'Share of new videos',
    velocity: 'Velocity, views an hour',
    medianViews: 'Median views',
    mentionShare: 'Share of mentions',
  },
} as const;
