import type { ReportKind } from '../../../contract/index.ts';
import { aroundSection } from '../sections/aroundSection.ts';
import { commentsSection } from '../sections/commentsSection.ts';
import { comparisonSection } from '../sections/comparisonSection.ts';
import { mentionsSection } from '../sections/mentionsSection.ts';
import { openingsSection } from '../sections/openingsSection.ts';
import { publishedSection } from '../sections/publishedSection.ts';
import { quotesSection } from '../sections/quotesSection.ts';
import { standoutsSection } from '../sections/standoutsSection.ts';
import { subjectSection } from '../sections/subjectSection.ts';
import { topicsSection } from '../sections/topicsSection.ts';
import { videosSection } from '../sections/videosSection.ts';
import { voicesSection } from '../sections/voicesSection.ts';
import type { ComposeSection } from './composed.ts';

const sections = {
  published: publishedSection,
  topics: topicsSection,
  standouts: standoutsSection,
  openings: openingsSection,
  voices: voicesSection,
  comments: commentsSection,
  subject: subjectSection,
  videos: videosSection,
  quotes: quotesSection,
  mentions: mentionsSection,
  around: aroundSection,
  comparison: comparisonSection,
} as const satisfies Record<string, ComposeSection>;

export type SectionName = keyof typeof sections;

const ofSubject = ['subject', 'videos', 'quotes', 'around', 'comments'] as const;

/** The sections of each kind of report, in their order. */
export const sectionsOf: Readonly<Record<ReportKind, readonly SectionName[]>> = {
  weekly: ['published', 'topics', 'standouts', 'openings', 'voices', 'comments'],
  topic: ofSubject,
  channel: ofSubject,
  product: ['subject', 'mentions', 'videos', 'quotes', 'around', 'comments'],
  comparison: ['comparison', 'comments'],
};

export function composerOf(name: SectionName): ComposeSection {
  return sections[name];
}
