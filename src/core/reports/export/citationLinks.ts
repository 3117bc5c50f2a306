import type { ReportCitation } from '../../../contract/index.ts';
import { videoLink } from '../../library/index.ts';

export type VideoCitation = Exclude<ReportCitation, { kind: 'table' }>;

/** Seconds into the video, of what has a time there. */
function secondsOf(citation: VideoCitation): number | undefined {
  return citation.kind === 'moment' ? citation.startMs / 1_000 : undefined;
}

/** Opens the video in Trendroom: `trendroom://video/ID?t=12.5`. */
export function appLink(citation: VideoCitation): string {
  return videoLink(citation.videoId, citation.kind === 'moment' ? citation.startMs : undefined);
}

/**
 * The public address of the video, at its time where it has one; undefined for what is no web
 * address. An address comes from a file or a site: nothing but http and https is a link.
 */
export function publicLink(citation: VideoCitation): string | undefined {
  if (citation.url === undefined || !URL.canParse(citation.url)) return undefined;
  const url = new URL(citation.url);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  url.username = '';
  url.password = '';
  const seconds = secondsOf(citation);
  if (seconds !== undefined && seconds >= 1) url.searchParams.set('t', `${Math.floor(seconds)}`);
  return url.href;
}
