import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import type { TrendScope } from '../trends/readScope.ts';
import type { Subject } from './findSubjects.ts';

/** The videos of a scope that are of a subject, whenever they were published. */
export function subjectMembers(library: Library, scope: TrendScope, subject: Subject): Set<number> {
  if (subject.kind === 'topic') {
    const number = scope.topics.findIndex(({ id }) => id === subject.id);
    return new Set([...scope.ids.keys()].filter((index) => scope.topicOf[index] === number));
  }
  const sql =
    subject.kind === 'channel'
      ? 'SELECT id FROM videos WHERE channel_id = ?'
      : 'SELECT video_id FROM video_products WHERE product_id = ?';
  const ids = library.db.$client.prepare<[string | number], VideoId>(sql).pluck().all(subject.id);
  return new Set(ids.flatMap((id) => scope.indexOf.get(id) ?? []));
}
