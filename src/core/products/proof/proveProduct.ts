import {
  type FeedbackKind,
  feedbackKindSchema,
  type ProductId,
  type ProductMention,
  type ProductProof,
  type ProofPart,
  type ProofPartId,
  type VideoId,
} from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { videoRates, wilson } from '../../memory/index.ts';
import { findMentions } from '../mentions/findMentions.ts';
import { getProduct } from '../productRepository.ts';

export interface ProofQuery {
  productId: ProductId;
  asOfMs: number;
  weights?: Partial<Record<ProofPartId, number>> | undefined;
}

const dayMs = 86_400_000;
const recentDays = 30;
const countedWeeks = 12;
const mostListed = 500;

/** What somebody does with a product proves more than that it is named, and praise least of all. */
export const usualWeights: Record<ProofPartId, number> = {
  usage: 3,
  weeks: 2,
  velocity: 2,
  freshness: 1,
  praise: 2,
};

/**
 * What videos prove of a product, as shares with Wilson's 95 % intervals: videos that use or wear it of
 * those that name it; weeks of the last twelve in which somebody posted one; videos that gain views faster
 * than the median of the library; videos of the last thirty days; moments of praise of those with
 * praise or complaint. Mentions that a person judged wrong do not count.
 * Errors: `product.notFound`.
 */
export function proveProduct(library: Library, query: ProofQuery): ProductProof {
  const { asOfMs } = query;
  const product = getProduct(library, query.productId);
  const all = findMentions(library, product);
  const mentions = all.filter(({ judged }) => judged !== 'wrong');
  // Comments tell what people think of it; the video itself may be of something else.
  const own = mentions.filter(({ source }) => source !== 'comment');
  const byVideo = Map.groupBy(own, ({ videoId }) => videoId);
  const videoIds = [...byVideo.keys()];
  const posted = videoIds.flatMap((id) => byVideo.get(id)?.[0]?.publishedAtMs ?? []);
  const counts: Record<ProofPartId, [part: number, n: number]> = {
    usage: [countVideos(byVideo, ({ kind }) => kind === 'used' || kind === 'worn'), byVideo.size],
    weeks: [weeksWith(posted, asOfMs), posted.length === 0 ? 0 : countedWeeks],
    velocity: fasterThanMost(library, videoIds, asOfMs),
    freshness: [posted.filter((at) => at > asOfMs - recentDays * dayMs).length, posted.length],
    praise: praiseOf(mentions),
  };
  const weights = { ...usualWeights, ...query.weights };
  const ids: readonly ProofPartId[] = ['usage', 'weeks', 'velocity', 'freshness', 'praise'];
  const parts = ids.map((id): ProofPart => {
    const [part, n] = counts[id];
    return { id, part, n, weight: weights[id], ...(n > 0 && { share: wilson(part, n) }) };
  });
  return {
    ...{ product: { ...product, videos: byVideo.size }, asOfMs, videos: byVideo.size },
    channels: new Set(own.flatMap(({ channel }) => channel ?? [])).size,
    disclosedVideos: countVideos(byVideo, ({ isDisclosed }) => isDisclosed),
    parts,
    ...scoreOf(parts),
    feedback: feedbackKindSchema.options.flatMap((kind: FeedbackKind) => {
      const count = mentions.filter(({ feedback }) => feedback.includes(kind)).length;
      return count === 0 ? [] : [{ kind, mentions: count }];
    }),
    mentions: all.toSorted((one, other) => rank(one) - rank(other)).slice(0, mostListed),
    isCut: all.length > mostListed,
  };
}

function countVideos(
  byVideo: ReadonlyMap<VideoId, readonly ProductMention[]>,
  has: (mention: ProductMention) => boolean,
): number {
  return [...byVideo.values()].filter((mentions) => mentions.some(has)).length;
}

function weeksWith(postedMs: readonly number[], asOfMs: number): number {
  const weeks = postedMs.map((at) => Math.floor((asOfMs - at) / (7 * dayMs)));
  return new Set(weeks.filter((week) => week >= 0 && week < countedWeeks)).size;
}

/** Of the videos whose views were seen twice within the last week, those above the median of all such. */
function fasterThanMost(
  library: Library,
  videoIds: readonly VideoId[],
  asOfMs: number,
): [part: number, n: number] {
  const everyId = library.db.$client.prepare<[], VideoId>('SELECT id FROM videos').pluck().all();
  const rates = videoRates(library, { videoIds: everyId, windowDays: 7, asOfMs });
  const sorted = [...rates.values()].map(({ value }) => value).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const own = videoIds.flatMap((id) => rates.get(id)?.value ?? []);
  return [own.filter((rate) => rate > median).length, own.length];
}

function praiseOf(mentions: readonly ProductMention[]): [part: number, n: number] {
  const isGood = ({ feedback }: ProductMention): boolean => feedback.includes('praise');
  const isBad = ({ feedback }: ProductMention): boolean =>
    feedback.includes('complaint') || feedback.includes('bug');
  const opinions = mentions.filter((mention) => isGood(mention) !== isBad(mention));
  return [opinions.filter(isGood).length, opinions.length];
}

function scoreOf(parts: readonly ProofPart[]): Pick<ProductProof, 'score'> {
  const known = parts.flatMap(({ share, weight }) =>
    share === undefined ? [] : { ...share, weight },
  );
  const total = known.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return {};
  const mean = (of: 'value' | 'low' | 'high'): number =>
    known.reduce((sum, share) => sum + share[of] * share.weight, 0) / total;
  return { score: { value: mean('value'), low: mean('low'), high: mean('high') } };
}

/** What a person called right first, what was called wrong last. */
function rank({ judged }: ProductMention): number {
  return judged === 'right' ? 0 : judged === undefined ? 1 : 2;
}
