/** What two groupings of the same videos have in common. */
export interface Overlap<Id> {
  cluster: number;
  topicId: Id;
  videos: number;
}

/** Of all videos in either of the two: with fewer in common they are not the same topic. */
const minShare = 0.2;

/**
 * Which earlier topic each new cluster is: the pairs with most of their videos in common (shared
 * videos over videos in either) first, each cluster and each topic once. Topics keep their ids,
 * names and pins by it when new videos move the clusters.
 */
export function matchClusters<Id>(
  overlaps: readonly Overlap<Id>[],
  clusterSizes: readonly number[],
  topicSizes: ReadonlyMap<Id, number>,
): Map<number, Id> {
  const pairs = overlaps
    .map(({ cluster, topicId, videos }) => {
      const either = (clusterSizes[cluster] ?? 0) + (topicSizes.get(topicId) ?? 0) - videos;
      return { cluster, topicId, share: either <= 0 ? 0 : videos / either };
    })
    .filter(({ share }) => share >= minShare)
    .sort((a, b) => b.share - a.share || a.cluster - b.cluster);
  const matched = new Map<number, Id>();
  const taken = new Set<Id>();
  for (const { cluster, topicId } of pairs) {
    if (matched.has(cluster) || taken.has(topicId)) continue;
    matched.set(cluster, topicId);
    taken.add(topicId);
  }
  return matched;
}
