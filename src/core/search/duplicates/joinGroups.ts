import type { DuplicateSign } from '../../../contract/index.ts';

/** Two videos, by their numbers, that are copies of one another. */
export interface Link {
  one: number;
  other: number;
  /** 0 to 1. */
  likeness: number;
  signs: readonly DuplicateSign[];
}

export interface JoinedGroup {
  /** Two at least. */
  members: number[];
  links: Link[];
}

/** So many of the smaller group are compared with the larger one's first. */
const maxChecked = 12;

/**
 * Groups of videos that are connected by links, the strongest first. Two groups are joined only when
 * the videos of the smaller are copies of the one that the larger began with: a chain of copies of
 * copies, each a little different, would join what has nothing in common in the end. Of two videos a
 * group begins with the one that has more copies, which is mostly the one that the others were made of.
 */
export function joinGroups(
  links: readonly Link[],
  compare: (one: number, other: number) => Link | undefined,
): JoinedGroup[] {
  const groupOf = new Map<number, JoinedGroup>();
  const own = (video: number): JoinedGroup => groupOf.get(video) ?? { members: [video], links: [] };
  const degrees = new Map<number, number>();
  for (const video of links.flatMap(({ one, other }) => [one, other])) {
    degrees.set(video, (degrees.get(video) ?? 0) + 1);
  }
  const degreeOf = (video = -1): number => degrees.get(video) ?? 0;
  for (const link of [...links].sort((a, b) => b.likeness - a.likeness || a.one - b.one)) {
    const [left, right] = [own(link.one), own(link.other)];
    if (left === right) {
      left.links.push(link);
      continue;
    }
    const isLeft =
      left.members.length === right.members.length
        ? degreeOf(left.members[0]) >= degreeOf(right.members[0])
        : left.members.length > right.members.length;
    const [larger, smaller] = isLeft ? [left, right] : [right, left];
    const [first] = larger.members;
    if (first === undefined) continue;
    const checked = smaller.members.slice(0, maxChecked).map((video) => {
      const isLinked = [link.one, link.other].every((one) => one === first || one === video);
      return isLinked ? link : compare(first, video);
    });
    if (checked.includes(undefined)) continue;
    larger.members.push(...smaller.members);
    larger.links.push(...smaller.links, link);
    for (const each of checked) if (each !== undefined && each !== link) larger.links.push(each);
    for (const video of larger.members) groupOf.set(video, larger);
  }
  return [...new Set(groupOf.values())];
}
