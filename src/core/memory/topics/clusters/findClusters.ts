import type { VideoId } from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';
import { activeSpace, type EmbeddingSpace } from '../../../library/index.ts';
import { type Hdbscan, hdbscan, noise } from '../hdbscan/hdbscan.ts';
import { type Center, centersOf, cosine, nearestCenter, rowOf } from './centers.ts';
import type { Clusters, Placed } from './clusters.ts';
import { hashtagClusters } from './hashtagClusters.ts';
import { onPrincipalAxes } from './principalAxes.ts';
import { type VideoVectors, videoVectors } from './videoVectors.ts';

/** Comparing all with all takes time with the square: of more videos a sample is clustered. */
const maxSample = 20_000;
/** Videos that are compared with the centers at a time. */
const pageSize = 5_000;
/** Dimensions in which density is told. */
const denseDimensions = 48;
const minTopicVideos = 5;
/**
 * Cosine to the center of all: half of 300 public TikToks, which are about everything, have .45 or more, a
 * few .6; all of 48 videos about lentils .82 or more.
 */
const aboutOneThing = 0.6;
/** A library of many videos has larger topics. */
const videosForEach = 600;

/** Fewer videos are no topic. */
export function minClusterSize(videos: number): number {
  return Math.max(minTopicVideos, Math.round(Math.min(videos, maxSample) / videosForEach));
}

/**
 * What the library's videos are about: clusters of their vectors by HDBSCAN, found in a sample of
 * at most 20,000; every other video joins the nearest cluster within its radius. Without vectors,
 * hashtags. It takes about a minute for the largest sample on one core.
 */
export function findClusters(library: Library): Clusters {
  const sampled = readSample(library);
  if (sampled === undefined) {
    return { source: 'hashtags', centers: [], groups: [], placed: hashtagClusters(library) };
  }
  const { sample } = sampled;
  const points = { ...sample, count: sample.ids.length };
  const size = minClusterSize(points.count);
  const found = hdbscan(onPrincipalAxes(points, denseDimensions), {
    minClusterSize: size,
    minSamples: Math.max(2, Math.round(size / 3)),
  });
  return clustersOf(library, sampled, found);
}

/**
 * To HDBSCAN the whole is no cluster. A library of which most is near its own center is about one thing
 * all the same: that cluster. Undefined for others.
 */
export function findWhole(library: Library): Clusters | undefined {
  const sampled = readSample(library);
  if (sampled === undefined) return undefined;
  const { sample } = sampled;
  const all = new Int32Array(sample.ids.length);
  const [center] = centersOf(sample, all);
  if (center === undefined) return undefined;
  const labels = all.map((_, row) =>
    cosine(rowOf(sample, row), center.direction) >= aboutOneThing ? 0 : noise,
  );
  const near = labels.filter((label) => label !== noise).length;
  if (near < minClusterSize(all.length) || near * 2 < all.length) return undefined;
  return clustersOf(library, sampled, { labels, groups: Int32Array.of(noise) });
}

interface Sampled {
  space: EmbeddingSpace;
  /** Of all videos; those of the sample come first. */
  ids: readonly VideoId[];
  sample: VideoVectors;
}

/** Undefined without a vector. */
function readSample(library: Library): Sampled | undefined {
  const space = activeSpace(library);
  if (space === undefined) return undefined;
  const ids = videoIds(library);
  // Ids are random: the first in their order are a sample of all.
  const sample = videoVectors(library, space, ids.slice(0, maxSample));
  return sample.ids.length === 0 ? undefined : { space, ids, sample };
}

/** Of the labels of a sample; every other video joins the nearest cluster within its radius. */
function clustersOf(
  library: Library,
  { space, ids, sample }: Sampled,
  { labels, groups }: Hdbscan,
): Clusters {
  const centers = centersOf(sample, labels);
  const placed = sample.ids.map((videoId, row): Placed => {
    const label = labels[row] ?? noise;
    const vector = rowOf(sample, row);
    const center = centers[label];
    if (center !== undefined) {
      return { videoId, cluster: label, likeness: cosine(vector, center.direction) };
    }
    return placedAt(videoId, vector, centers);
  });
  for (let from = maxSample; from < ids.length; from += pageSize) {
    placed.push(...placeVideos(library, { space, centers, ids: ids.slice(from, from + pageSize) }));
  }
  return { source: 'vectors', spaceId: space.id, centers, groups: [...groups], placed };
}

/** Videos at the nearest center within its radius; those without vectors are left out. */
export function placeVideos(
  library: Library,
  {
    space,
    centers,
    ids,
  }: {
    space: { id: number; dimensions: number };
    centers: readonly Center[];
    ids: readonly VideoId[];
  },
): Placed[] {
  const vectors = videoVectors(library, space, ids);
  return vectors.ids.map((videoId, row) => placedAt(videoId, rowOf(vectors, row), centers));
}

function placedAt(videoId: VideoId, vector: Float32Array, centers: readonly Center[]): Placed {
  const { center, likeness } = nearestCenter(vector, centers);
  return { videoId, cluster: center, ...(center !== noise && { likeness }) };
}

function videoIds({ db }: Library): VideoId[] {
  return db.$client.prepare<[], VideoId>('SELECT id FROM videos ORDER BY id').pluck().all();
}
