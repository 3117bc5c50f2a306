import type { ReportCitation, VideoId } from '../../../contract/index.ts';
import { plainText } from '../../drafts/index.ts';
import { absence, type ComposeSection, column, table, windowStartOf } from '../compose/composed.ts';
import { measuresOf } from '../compose/measuresOf.ts';
import { numberOf, quoted, sentence } from '../compose/sentence.ts';
import { reportTexts } from '../texts/reportTexts.ts';

interface Row {
  videoId: VideoId;
  title: string;
  url: string | null;
  text: string;
  likes: number | null;
}

const maxListed = 8;
/** One video that everybody comments on would be all there is. */
const maxOfOneVideo = 2;
const maxCharacters = 300;

/**
 * The comments with most likes that were written in the period, or where that is not known, below
 * the period's videos, two of a video at most; of a report on something, below its videos.
 */
export const commentsSection: ComposeSection = (library, query) => {
  const { subjects, asOfMs } = query;
  const ids = subjects.flatMap((subject) =>
    measuresOf(library, query, subject).list.map(({ videoId }) => videoId),
  );
  const rows = library.db.$client
    .prepare<[{ from: number; to: number; ids: string | null }], Row>(
      `SELECT videoId, title, url, text, likes FROM (
         SELECT c.video_id AS videoId, v.title, v.source_url AS url, c.text, c.likes, c.key,
           row_number() OVER (PARTITION BY c.video_id ORDER BY c.likes DESC NULLS LAST, c.key) AS place
       FROM comments c JOIN videos v ON v.id = c.video_id
       WHERE coalesce(c.published_at_ms, v.published_at_ms) > @from
         AND coalesce(c.published_at_ms, v.published_at_ms) <= @to
         AND (@ids IS NULL OR c.video_id IN (SELECT value FROM json_each(@ids)))
       ) WHERE place <= ${maxOfOneVideo}
       ORDER BY likes DESC NULLS LAST, videoId, key LIMIT ${maxListed}`,
    )
    .all({
      ...{ from: windowStartOf(query), to: asOfMs },
      ids: subjects.length === 0 ? null : JSON.stringify(ids),
    });
  const [first] = rows;
  if (first === undefined) return { absent: [absence('no-comments')] };
  const citationOf = ({ videoId, title, url, text, likes }: Row): ReportCitation => ({
    ...{ kind: 'comment', videoId, title, quote: plainText(text, maxCharacters) },
    ...(likes !== null && { likes }),
    ...(url !== null && { url }),
  });
  return {
    absent: [],
    section: {
      title: reportTexts.sections.comments,
      sentences:
        first.likes === null
          ? []
          : [
              sentence(
                [
                  ...['The comment with most likes, ', numberOf('likes', 'count', first.likes)],
                  ...[', is below ', quoted(first.title), ': ', quoted(first.text), '.'],
                ],
                [citationOf(first)],
              ),
            ],
      tables: [
        table(
          'Comments',
          [column('Comment', 'text'), column('Likes', 'count', 'likes'), column('Video', 'text')],
          rows.map((row) => ({
            cells: [plainText(row.text, maxCharacters), row.likes, row.title],
            citation: citationOf(row),
          })),
        ),
      ],
      charts: [],
    },
  };
};
