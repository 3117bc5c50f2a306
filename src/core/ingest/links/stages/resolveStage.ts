import { writeFile } from 'node:fs/promises';
import type { JobId } from '../../../../contract/index.ts';
import { AppError, newId } from '../../../base/index.ts';
import type { JobKind, Stage, StageContext } from '../../../jobs/index.ts';
import { findVideoByLink } from '../../../library/index.ts';
import { WorkFiles } from '../../media/workFiles.ts';
import type { LinkKindTools } from '../linkKindTools.ts';
import type { LinkPayload } from '../linkPayload.ts';
import { itemLink, type Link, readLink } from '../readLink.ts';
import { commentArguments } from '../run/commentArguments.ts';
import { type PlaylistInfo, readItemInfo, readLinkInfo, type VideoInfo } from '../run/linkInfo.ts';
import { runLink } from '../run/linkRun.ts';
import { withoutCookies } from '../run/withoutCookies.ts';

/** The file of the work folder that the download reads. */
export const resolvedName = 'resolved.json';

/** A channel holds playlists that hold videos. */
const deepest = 2;

/** Asks what the link leads to: one video, or a playlist whose videos become jobs of their own. */
export function createResolveStage(
  tools: LinkKindTools,
  kind: () => JobKind<LinkPayload>,
): Stage<LinkPayload> {
  return {
    name: 'resolve',
    weight: 1,
    resource: 'network',
    run: async (context) => {
      const link = readLink(context.payload.link);
      const info = await ask(tools, link, context);
      if (info.type === 'playlist') expand({ tools, kind: kind(), link, info, context });
      else await settle(tools, link, info, context);
    },
  };
}

async function ask(
  tools: LinkKindTools,
  link: Link,
  { payload, jobId, signal }: StageContext<LinkPayload>,
): Promise<VideoInfo | PlaylistInfo> {
  const { folder } = new WorkFiles(tools.library, jobId);
  const items = link.item === undefined ? `1:${payload.limit}` : `${link.item}`;
  const args = ['-J', '--no-playlist', '--playlist-items', items];
  if (link.item === undefined) args.push('--flat-playlist');
  args.push(...commentArguments((await tools.settings()).linkComments));
  const text = await runLink(tools, { folder, url: link.url, args, signal });
  return link.item === undefined ? readLinkInfo(text) : readItemInfo(text);
}

async function settle(
  tools: LinkKindTools,
  link: Link,
  info: VideoInfo,
  { payload, jobId, update, setVideo, claim }: StageContext<LinkPayload>,
): Promise<void> {
  if (info.isLive) {
    throw new AppError('link.unsupported', 'Live streams cannot be ingested until they end.');
  }
  const address = info.webpageUrl ?? link.url;
  const sourceUrl = itemLink({ ...link, url: address });
  // Two links may lead to one video: the second waits for the first, and then finds it.
  await claim(`link ${sourceUrl}`);
  const queued = tools.queue().findUnfinished(tools.ingestKind.kind, sourceUrl);
  if (queued !== undefined && queued.id !== payload.ingestJobId) {
    update({ sourceUrl, isQueued: true, ingestJobId: queued.id });
    return;
  }
  const known = findVideoByLink(tools.library, sourceUrl);
  if (known?.complete === true) {
    setVideo(known.id);
    update({ sourceUrl, duplicate: true, videoId: known.id });
    return;
  }
  const files = new WorkFiles(tools.library, jobId);
  const { cookiesFile } = await tools.settings();
  // The download is given the user's cookies by their file. Those that a site gives to everyone have
  // no other way to it, and are removed with the folder.
  const json = cookiesFile === '' ? info.json : withoutCookies(info.json);
  await writeFile(files.path(resolvedName), JSON.stringify(json), { mode: 0o600 });
  update({
    sourceUrl,
    duplicate: false,
    fileStem: fileStem(info),
    ingestJobId: payload.ingestJobId ?? newId<JobId>(),
    ...(info.title === undefined ? {} : { title: info.title }),
    ...captionsOf(info, payload.language),
  });
}

/** At most one: the language that was asked for, the one of the video, or the only one. */
function captionsOf(
  { captionLanguages, language }: VideoInfo,
  wanted: string | undefined,
): { captions?: string } {
  const primary = (tag: string): string | undefined => tag.toLowerCase().split('-')[0];
  const only = captionLanguages.length === 1 ? captionLanguages[0] : undefined;
  const tag = wanted ?? language ?? only;
  if (tag === undefined) return {};
  const captions =
    captionLanguages.find((name) => name.toLowerCase() === tag.toLowerCase()) ??
    captionLanguages.find((name) => primary(name) === primary(tag));
  return captions === undefined ? {} : { captions };
}

function fileStem({ extractor, id }: VideoInfo): string {
  const stem = `${extractor ?? 'link'}-${id ?? 'video'}`.toLowerCase();
  return (
    stem
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 80) || 'video'
  );
}

/** A job for each video, in their order; one that is queued already is not queued again. */
function expand(work: {
  tools: LinkKindTools;
  kind: JobKind<LinkPayload>;
  link: Link;
  info: PlaylistInfo;
  context: StageContext<LinkPayload>;
}): void {
  const { tools, kind, link, info, context } = work;
  const { payload, jobId, update, writeAtEnd } = context;
  if (payload.depth >= deepest) {
    throw new AppError(
      'link.unsupported',
      'Playlists nested more than two levels deep are not supported.',
    );
  }
  writeAtEnd(() => {
    const children = info.entries.slice(0, payload.limit).map((entry) => {
      const address = entryLink(link, entry);
      const child: LinkPayload = {
        link: address,
        limit: payload.limit,
        depth: payload.depth + 1,
        ...(payload.language === undefined ? {} : { language: payload.language }),
      };
      const options = { label: entry.title ?? address, dedupeKey: address, parentId: jobId };
      return tools.queue().enqueue(kind, child, options);
    });
    const title = info.title === undefined ? {} : { title: info.title };
    // A playlist may name itself.
    const others = new Set(children.filter((id) => id !== jobId));
    update({ children: [...others], ...title });
  });
}

/** An entry whose address we would not open is asked for by its place in the playlist. */
function entryLink({ url }: Link, entry: PlaylistInfo['entries'][number]): string {
  try {
    if (entry.url !== undefined) return itemLink(readLink(entry.url));
  } catch {
    // As if it had none.
  }
  return itemLink({ url, item: entry.index });
}
