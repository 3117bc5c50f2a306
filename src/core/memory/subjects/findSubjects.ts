import type { ChannelId, ReportSubject, SubjectKind, TopicId } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { listTopics, resolveTopicId, targetOf } from '../topics/store/topicRepository.ts';

/** Something that videos are of or name. */
export type Subject = { name: string } & (
  | { kind: 'topic'; id: TopicId }
  | { kind: 'channel'; id: ChannelId }
  | { kind: 'product'; id: number }
);

export interface CountedSubject {
  kind: SubjectKind;
  name: string;
  videos: number;
}

interface ChannelRow {
  id: ChannelId;
  name: string;
  platform: string;
}

/**
 * The subject of a name or id; a channel may be named `platform/name` where several platforms have
 * one. Errors: `topic.notFound`, `report.subjectNotFound`.
 */
export function resolveSubject(library: Library, { kind, name }: ReportSubject): Subject {
  switch (kind) {
    case 'topic': {
      const id = targetOf(library, resolveTopicId(library, name));
      const label = listTopics(library).find((topic) => topic.id === id)?.label ?? name;
      return { kind, id, name: label };
    }
    case 'channel': {
      const rows = library.db.$client
        .prepare<[string, string, string], ChannelRow>(
          `SELECT id, name, platform FROM channels
           WHERE id = ? OR name = ? COLLATE NOCASE OR platform || '/' || name = ? COLLATE NOCASE
           LIMIT 10`,
        )
        .all(name, name, name);
      const row = rows.find(({ id }) => id === name) ?? rows[0];
      if (row === undefined) throw notFound(kind, name);
      if (rows.length > 1 && row.id !== name) {
        const names = rows.map((each) => `${each.platform}/${each.name}`).join(', ');
        throw new AppError('report.subjectNotFound', `More than one channel: ${names}.`);
      }
      return { kind, id: row.id, name: row.name };
    }
    case 'product': {
      const row = library.db.$client
        .prepare<[string], { id: number; name: string }>(
          'SELECT id, name FROM products WHERE name = ? COLLATE NOCASE ORDER BY id LIMIT 1',
        )
        .get(name);
      if (row === undefined) throw notFound(kind, name);
      return { kind, ...row };
    }
    default:
      return kind satisfies never;
  }
}

function notFound(kind: SubjectKind, name: string): AppError {
  return new AppError('report.subjectNotFound', `No ${kind} named ${name}.`);
}

/** Most offered of each kind. */
const maxEach = 500;

/** What there is to choose from, those with most videos first. */
export function listSubjects(library: Library): CountedSubject[] {
  const counted = (kind: SubjectKind, sql: string): CountedSubject[] =>
    library.db.$client
      .prepare<[number], { name: string; videos: number }>(sql)
      .all(maxEach)
      .map((row) => ({ kind, ...row }));
  return [
    ...listTopics(library)
      .slice(0, maxEach)
      .map(({ label, videos }): CountedSubject => ({ kind: 'topic', name: label, videos })),
    ...counted(
      'channel',
      `SELECT iif(count(*) OVER (PARTITION BY lower(c.name)) > 1, c.platform || '/' || c.name, c.name)
         AS name, n.videos FROM channels c
       JOIN (SELECT channel_id, count(*) AS videos FROM videos GROUP BY channel_id) n
         ON n.channel_id = c.id ORDER BY n.videos DESC, c.name LIMIT ?`,
    ),
    ...counted(
      'product',
      `SELECT p.name, count(*) AS videos FROM products p
       JOIN video_products v ON v.product_id = p.id
       GROUP BY p.id ORDER BY videos DESC, p.name LIMIT ?`,
    ),
  ];
}
