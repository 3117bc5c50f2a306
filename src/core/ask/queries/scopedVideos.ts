import type { AskScope, VideoId } from '../../../contract/index.ts';
import { type Library, notOwnWords } from '../../db/index.ts';
import { scopeSql } from '../../library/index.ts';
import { parseQuery } from '../../search/index.ts';
import { day, named, type Said, say } from './say.ts';

export interface ScopedSql {
  /** Conditions on `v` (videos), joined by AND. */
  where: string;
  values: (string | number)[];
}

/**
 * The videos of a scope, published by a moment if that is known, that name each word of `text`
 * somewhere: in their title, description, tags, speech or on-screen text, in any form that the index
 * holds to be the same (docs/search.md). What viewers write about them does not count.
 */
export function scopedVideos(
  { platform, channel, language, publishedAfterMs, publishedBeforeMs }: AskScope,
  { text, asOfMs }: { text?: string | undefined; asOfMs: number },
): ScopedSql {
  const filters = { platform, channel, language, publishedAfterMs, publishedBeforeMs };
  const scope = scopeSql({ filters });
  const parts = ['(v.published_at_ms IS NULL OR v.published_at_ms <= ?)'];
  const values: (string | number)[] = [asOfMs];
  if (scope.where !== '') {
    parts.push(scope.where);
    values.push(...scope.values);
  }
  for (const part of text === undefined ? [] : parseQuery(text).parts) {
    parts.push(`v.id IN (SELECT c.video_id FROM chunks_fts
      CROSS JOIN chunks c ON c.id = chunks_fts.rowid
      WHERE chunks_fts MATCH ? AND c.kind NOT IN ${notOwnWords})`);
    values.push(part);
  }
  return { where: parts.join(' AND '), values };
}

/** Their ids; undefined when all videos are in scope. */
export function scopedIds(
  { db }: Library,
  scope: AskScope,
  given: { text?: string | undefined; asOfMs: number },
): Set<VideoId> | undefined {
  const isAll =
    given.text === undefined && Object.values(scope).every((each) => each === undefined);
  if (isAll) return undefined;
  const { where, values } = scopedVideos(scope, given);
  return new Set(
    db.$client
      .prepare<unknown[], VideoId>(`SELECT v.id FROM videos v WHERE ${where}`)
      .pluck()
      .all(...values),
  );
}

/** The scope of a query alone: what else it holds is not about which videos. */
export function scopeOf(query: AskScope): AskScope {
  const { platform, channel, language, publishedAfterMs, publishedBeforeMs } = query;
  return { platform, channel, language, publishedAfterMs, publishedBeforeMs };
}

/** As the platform writes its own name. */
export function platformName(platform: string): string {
  return platformNames[platform.toLowerCase()] ?? platform;
}

const platformNames: Readonly<Record<string, string>> = {
  ...{ tiktok: 'TikTok', instagram: 'Instagram', youtube: 'YouTube', facebook: 'Facebook' },
};

const languageNames = new Intl.DisplayNames('en', { type: 'language' });

/** ` on TikTok in Spanish, published from 1 Sep 2026`: how a sentence names a scope. */
export function scopeText(scope: AskScope): Said {
  const { platform, channel, language, publishedAfterMs, publishedBeforeMs } = scope;
  const from = publishedAfterMs === undefined ? undefined : day(publishedAfterMs);
  // Up to, not at: the day before is the last one.
  const until = publishedBeforeMs === undefined ? undefined : day(publishedBeforeMs - 1);
  const time =
    from !== undefined && until !== undefined
      ? say` published from ${from} to ${until}`
      : from !== undefined
        ? say` published from ${from} on`
        : until !== undefined
          ? say` published up to ${until}`
          : undefined;
  const on = platform === undefined ? undefined : say`on ${named(platformName(platform))}`;
  const by = channel === undefined ? undefined : say`by ${named(channel)}`;
  const speaks = language === undefined ? undefined : say`in ${named(languageName(language))}`;
  const parts = [on, by, speaks].filter((part) => part !== undefined);
  return {
    text: `${parts.map(({ text }) => ` ${text}`).join('')}${time?.text ?? ''}`,
    figures: time?.figures ?? [],
  };
}

export function languageName(code: string): string {
  try {
    return languageNames.of(code) ?? code;
  } catch {
    return code;
  }
}
