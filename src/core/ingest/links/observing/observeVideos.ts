import { setTimeout as sleep } from 'node:timers/promises';
import { type Observation, type VideoId, withHint } from '../../../../contract/index.ts';
import { toAppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import {
  addMetricSnapshots,
  type LinkedVideo,
  linkedVideos,
  type MetricSnapshot,
} from '../../../library/index.ts';
import { fromInfoFile } from '../../records/fromInfoFile.ts';
import { readLink } from '../readLink.ts';
import { readItemInfo } from '../run/linkInfo.ts';
import { type LinkRunner, runLink } from '../run/linkRun.ts';
import { keepAttempt } from './observeFailures.ts';

export interface ObserveTools extends LinkRunner {
  library: Library;
  /** Between two videos: platforms slow down or shut out who asks fast. */
  pauseMs?: number;
}

const defaultPauseMs = 1_500;

/**
 * Reads the public counts of videos again and keeps them as a metric snapshot each: the given
 * ones, or every video that came from a link. One that fails is an item with its error; the rest
 * goes on. Errors: `video.notFound`, `network.notAllowed`, `link.toolMissing`.
 */
export async function* observeVideos(
  tools: ObserveTools,
  videoIds: readonly VideoId[],
  signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<Observation, void, undefined> {
  const { library } = tools;
  const videos = linkedVideos(library, videoIds);
  tools.requireNetwork();
  await tools.linkTools.require(signal);
  let isFirst = true;
  for (const video of videos) {
    const { id: videoId, title } = video;
    if (video.sourceUrl === null) {
      yield { videoId, title, status: 'skipped' };
      continue;
    }
    if (!isFirst) await sleep(tools.pauseMs ?? defaultPauseMs, undefined, { signal });
    isFirst = false;
    yield await observeOne(tools, { ...video, sourceUrl: video.sourceUrl }, signal);
  }
}

async function observeOne(
  tools: ObserveTools,
  { id: videoId, title, sourceUrl }: LinkedVideo & { sourceUrl: string },
  signal: AbortSignal,
): Promise<Observation> {
  try {
    const snapshot = await readCounts(tools, sourceUrl, signal);
    if (snapshot !== undefined) addMetricSnapshots(tools.library, videoId, [snapshot]);
    keepAttempt(tools.library, videoId, 'observed');
    const views = snapshot?.views ?? undefined;
    return { videoId, title, status: 'observed', ...(views === undefined ? {} : { views }) };
  } catch (error) {
    signal.throwIfAborted();
    keepAttempt(tools.library, videoId, 'failed');
    return { videoId, title, status: 'failed', error: withHint(toAppError(error)) };
  }
}

/** Undefined when the page tells no counts. */
async function readCounts(
  tools: ObserveTools,
  sourceUrl: string,
  signal: AbortSignal,
): Promise<MetricSnapshot | undefined> {
  const { url, item } = readLink(sourceUrl);
  const args = ['-J', '--no-playlist', '--skip-download', '--playlist-items', `${item ?? 1}`];
  const text = await runLink(tools, { url, args, signal });
  const { json } = readItemInfo(text);
  return fromInfoFile(json, tools.library.clock.nowMs()).metrics[0];
}
