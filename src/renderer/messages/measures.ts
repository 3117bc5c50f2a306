import type {
  Absence,
  EngagementVariant,
  HookRule,
  OutlierDefinition,
} from '../../contract/index.ts';
import { counted, whole } from './numbers.ts';

type InteractionName = 'likes' | 'comments' | 'shares' | 'saves';

/** Measures of videos: what each number is, of how many videos, and why it is not known. */
export const measuresMessages = {
  absences: {
    'no-snapshots': 'No snapshots. Update the metrics to take one.',
    'one-snapshot': 'One snapshot. Update the metrics again to measure it.',
    'snapshots-too-close': 'The snapshots are less than an hour apart.',
    'views-fell': 'Views fell: the platform took some back.',
    'no-views': 'The platform did not tell the views.',
    'no-publication-date': 'The publication date is not known, or later than the snapshot.',
    'no-channel': 'The channel is not known.',
    'too-few-videos': 'Needs 5 other videos of the channel to compare with.',
    'too-few-at-same-age':
      'Needs 5 other videos of the channel that were seen at about the same age.',
    'median-is-zero': 'The videos it is compared with have no views.',
    'no-interactions': 'The platform did not tell this count.',
    'no-followers': 'The channel’s followers are not known.',
    'half-before-first-snapshot': 'More than half came before the first snapshot.',
    'no-half-life': 'Needs a half-life.',
  } satisfies Record<Absence, string>,
  definitions: {
    'channel-median-same-age-v1': {
      name: 'Outlier score',
      meaning:
        'Views over the median of the channel’s other videos at the same age, each interpolated between its snapshots (channel-median-same-age-v1).',
    },
    'mean-of-ten-neighbours-v1': {
      name: 'Against ten neighbours',
      meaning:
        'Views over the mean of the ten videos of the channel published nearest (mean-of-ten-neighbours-v1).',
    },
    'channel-median-minus-one-v1': {
      name: 'Channel median, minus 1',
      meaning:
        'Views over the median of the channel’s other videos, whatever their age, minus 1 (channel-median-minus-one-v1).',
    },
    'median-of-30-days-x100-v1': {
      name: '30-day median × 100',
      meaning:
        'Views over the median of the channel’s videos of the 30 days before, times 100 (median-of-30-days-x100-v1).',
    },
  } satisfies Record<OutlierDefinition, { name: string; meaning: string }>,
  variants: {
    'interactions-per-view': 'Interactions per view',
    'likes-per-view': 'Likes per view',
    'comments-per-view': 'Comments per view',
    'shares-per-view': 'Shares per view',
    'saves-per-view': 'Saves per view',
    'interactions-per-follower': 'Interactions per follower',
  } satisfies Record<EngagementVariant, string>,
  times: (score: string) => `${score}×`,
  perHour: (rate: string) => `${rate}/h`,
  interval: (low: string, high: string) => `${low}–${high}`,
  intervalOf: (low: string, high: string, n: number) => `${low}–${high}, n ${whole(n)}`,
  bootstrap: (low: string, high: string, n: number) =>
    `95 % bootstrap interval ${low}–${high}, from ${counted(n, 'other video')}.`,
  outlierLabel: (score: string) => `Outlier score ${score}`,
  velocity: {
    name: 'Velocity',
    meaning:
      'Views per hour between the last two snapshots. The span is what rounding leaves open.',
    ofSpan: (low: string, high: string) =>
      `Views per hour between the last two snapshots: ${low}–${high} with rounding.`,
    between: (from: string, to: string) => `${from} to ${to}`,
  },
  engagement: (counts: readonly InteractionName[], when: string) =>
    `Counted: ${counts.join(', ')}, on ${when}. The span is what rounding leaves open.`,
  halfLife: {
    name: 'Half-life',
    meaning: {
      interactions:
        'The age at which it had half of all interactions so far. The span is between the snapshots around it.',
      views:
        'The age at which it had half of all views so far. The span is between the snapshots around it.',
    },
    days: (days: string) => `${days} d`,
  },
  freshness: {
    name: 'Freshness',
    meaning: '2^(−age / half-life): 1 when it is published, a half after one half-life.',
  },
  patterns: {
    question: 'Question',
    'how-to': 'How-to',
    'second-person': 'Second person',
    negation: 'Negation',
    urgency: 'Urgency',
    number: 'Number',
    contrast: 'Contrast',
    confession: 'Confession',
    command: 'Command',
    promise: 'Promise',
    story: 'Story',
    surprise: 'Surprise',
    'point-of-view': 'Point of view',
  } satisfies Record<HookRule, string>,
  opening: {
    name: 'Opening',
    meaning: (rules: string, text: string) =>
      `The pattern of its first words, by rules (${rules}): “${text}”`,
    none: 'None of the known patterns.',
  },
  panel: {
    title: 'Measures',
    others: 'Other definitions and ratios',
    later: (count: number) => `${counted(count, 'snapshot')} dated in the future left out.`,
    failed: 'The measures could not be computed',
  },
  nothingMeasured: {
    outlier:
      'No outlier scores yet. A video needs its views, and five other videos of its channel that were seen at about the same age.',
    velocity: 'No velocities yet. A video needs two snapshots, an hour or more apart.',
  },
};
