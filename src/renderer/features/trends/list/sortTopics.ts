import type { TopicTrend, TrendStage } from '../../../../contract/index.ts';
import type { TopicSort, TrendsQuery } from '../query/trendsQuery.ts';

/** What an analyst looks for first comes first. */
const stageOrder: readonly TrendStage[] = ['rising', 'emerging', 'peak', 'evergreen', 'fading'];

/** The topics of a stage and theme, in order; equal ones by velocity, what is not known last. */
export function sortTopics(
  topics: readonly TopicTrend[],
  { sort, direction, stage, theme }: Pick<TrendsQuery, 'sort' | 'direction' | 'stage' | 'theme'>,
): TopicTrend[] {
  const way = direction === 'ascending' ? 1 : -1;
  return topics
    .filter(
      (topic) =>
        (stage === undefined || topic.stage === stage) &&
        (theme === undefined || topic.theme?.id === theme),
    )
    .sort((one, other) => {
      // Velocities that are not known stay last in either direction.
      const known = Number(other.velocity !== undefined) - Number(one.velocity !== undefined);
      if (sort === 'velocity' && known !== 0) return known;
      return way * compare(one, other, sort) || byVelocity(one, other);
    });
}

function compare(one: TopicTrend, other: TopicTrend, sort: TopicSort): number {
  switch (sort) {
    case 'stage':
      return stageOrder.indexOf(one.stage) - stageOrder.indexOf(other.stage);
    case 'label':
      return one.label.localeCompare(other.label);
    case 'velocity':
      return (one.velocity?.value ?? 0) - (other.velocity?.value ?? 0);
    case 'newVideos':
    case 'videos':
    case 'channels':
      return one[sort] - other[sort];
    default:
      return sort satisfies never;
  }
}

function byVelocity(one: TopicTrend, other: TopicTrend): number {
  const least = Number.NEGATIVE_INFINITY;
  const [a, b] = [one.velocity?.value ?? least, other.velocity?.value ?? least];
  return a === b ? other.newVideos - one.newVideos : b - a;
}

/** The themes of topics, those with most topics first. */
export function themesOf(topics: readonly TopicTrend[]): { value: string; label: string }[] {
  const counts = new Map<string, { label: string; topics: number }>();
  for (const { theme } of topics) {
    if (theme === undefined) continue;
    const known = counts.get(theme.id) ?? { label: theme.label, topics: 0 };
    known.topics += 1;
    counts.set(theme.id, known);
  }
  return [...counts]
    .sort(([, one], [, other]) => other.topics - one.topics || one.label.localeCompare(other.label))
    .map(([value, { label }]) => ({ value, label }));
}
