import type {
  MentionKind,
  MentionSource,
  Product,
  ProductMention,
  VideoId,
} from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { segmentsReader } from '../../search/index.ts';
import { feedbackIn, isDisclosure, mentionKind } from './mentionKind.ts';
import { type NameWords, nameIn, nameWords, sentenceWith, tagBeginning } from './namesIn.ts';

interface ChunkRow {
  videoId: VideoId;
  title: string;
  channel: string | null;
  publishedAtMs: number | null;
  kind: MentionSource;
  startMs: number;
  endMs: number;
  text: string;
  hasFile: number;
}

interface JudgementRow {
  videoId: VideoId;
  source: MentionSource;
  startMs: number;
  isRight: number;
  kind: MentionKind | null;
}

/** More chunks than this name no product, but something that everybody speaks of. */
const mostChunks = 20_000;

/**
 * Where videos name a product, in what is said, shown and written, with what a person judged of it;
 * each moment once, the newest videos first. What was judged wrong is among them, marked.
 */
export function findMentions(library: Library, product: Product): ProductMention[] {
  const names = [product.name, ...product.aliases].map(nameWords).filter((name) => name.length > 0);
  if (names.length === 0) return [];
  const judged = judgementsOf(library, product);
  const isDisclosed = disclosures(library);
  const readers = { segmentsIn: segmentsReader(library), commentsOf: commentsReader(library) };
  const found = new Map<string, ProductMention>();
  for (const { videoId, title, channel, publishedAtMs, hasFile, ...chunk } of chunksWith(
    library,
    names,
  )) {
    for (const place of placesIn({ ...chunk, videoId }, names, readers)) {
      const key = keyOf({ videoId, source: chunk.kind, startMs: place.startMs });
      if (found.has(key)) continue;
      const said = judged.get(key);
      found.set(key, {
        ...{ videoId, title, source: chunk.kind, ...place },
        ...(channel !== null && { channel }),
        ...(publishedAtMs !== null && { publishedAtMs }),
        kind: said?.kind ?? mentionKind(chunk.kind, withoutName(place.quote, names)),
        feedback: feedbackIn(withoutName(place.quote, names)),
        isDisclosed: isDisclosed(videoId),
        hasFile: hasFile === 1,
        ...(said !== undefined && { judged: said.isRight === 1 ? 'right' : 'wrong' }),
      });
    }
  }
  return [...found.values()].sort(
    (one, other) =>
      (other.publishedAtMs ?? 0) - (one.publishedAtMs ?? 0) || one.startMs - other.startMs,
  );
}

function chunksWith(library: Library, names: readonly NameWords[]): ChunkRow[] {
  const match = names
    .flatMap((words) => {
      const tag = tagBeginning(words);
      const phrase = `"${words.join(' ')}"`;
      return tag === undefined ? [phrase] : [phrase, `"${tag}" *`];
    })
    .join(' OR ');
  return library.db.$client
    .prepare<[string, number], ChunkRow>(
      `SELECT c.video_id AS videoId, v.title, ch.name AS channel, v.published_at_ms AS publishedAtMs,
         c.kind, c.start_ms AS startMs, c.end_ms AS endMs, c.text, v.storage <> 'none' AS hasFile
       FROM chunks_fts CROSS JOIN chunks c ON c.id = chunks_fts.rowid
       CROSS JOIN videos v ON v.id = c.video_id LEFT JOIN channels ch ON ch.id = v.channel_id
       WHERE chunks_fts MATCH ? AND c.kind NOT IN ('seen', 'watermark') ORDER BY c.id LIMIT ?`,
    )
    .all(match, mostChunks);
}

type Place = Pick<ProductMention, 'startMs' | 'endMs' | 'quote'>;

interface TextReaders {
  segmentsIn: ReturnType<typeof segmentsReader>;
  commentsOf: (videoId: VideoId) => string[];
}

/** Those that are searched, the most liked first. */
function commentsReader(library: Library): TextReaders['commentsOf'] {
  const comments = library.db.$client
    .prepare<[VideoId], string>(
      'SELECT text FROM comments WHERE video_id = ? ORDER BY likes DESC NULLS LAST, key LIMIT 200',
    )
    .pluck();
  return (videoId) => comments.all(videoId);
}

/**
 * The sentences that name it: of speech each with its time, of comments the one that most people like,
 * of everything else the first.
 */
function placesIn(
  chunk: Pick<ChunkRow, 'videoId' | 'kind' | 'startMs' | 'endMs' | 'text'>,
  names: readonly NameWords[],
  { segmentsIn, commentsOf }: TextReaders,
): Place[] {
  const { videoId, kind, startMs, endMs, text } = chunk;
  const spoken = kind === 'speech' ? segmentsIn(chunk) : [];
  const texts = kind === 'comment' ? commentsOf(videoId) : [text];
  const parts = spoken.length > 0 ? spoken : texts.map((part) => ({ startMs, endMs, text: part }));
  const places = parts.flatMap((part): Place[] => {
    const quote = sentenceWith(part.text, names);
    return quote === undefined ? [] : [{ startMs: part.startMs, endMs: part.endMs, quote }];
  });
  return kind === 'speech' ? places : places.slice(0, 1);
}

/** "Best Buy" praises nothing. */
function withoutName(quote: string, names: readonly NameWords[]): string {
  const place = nameIn(quote, names);
  return place === undefined ? quote : `${quote.slice(0, place[0])}it${quote.slice(place[1])}`;
}

function judgementsOf(library: Library, { id }: Product): Map<string, JudgementRow> {
  const rows = library.db.$client
    .prepare<[number], JudgementRow>(
      `SELECT video_id AS videoId, source, start_ms AS startMs, is_right AS isRight, kind
       FROM product_judgements WHERE product_id = ?`,
    )
    .all(id);
  return new Map(rows.map((row) => [keyOf(row), row]));
}

function keyOf(place: Pick<JudgementRow, 'videoId' | 'source' | 'startMs'>): string {
  return `${place.videoId} ${place.source} ${place.startMs}`;
}

/** Whether a video says anywhere in its title, description or speech that it is paid; asked once a video. */
function disclosures(library: Library): (videoId: VideoId) => boolean {
  const texts = library.db.$client
    .prepare<[VideoId], string>(
      `SELECT concat_ws(char(10), title, description, tags, (SELECT group_concat(text, char(10))
         FROM chunks WHERE video_id = v.id AND kind IN ('speech', 'screen'))) FROM videos v WHERE id = ?`,
    )
    .pluck();
  const known = new Map<VideoId, boolean>();
  return (videoId) => {
    const isKnown = known.get(videoId) ?? isDisclosure(texts.get(videoId) ?? '');
    known.set(videoId, isKnown);
    return isKnown;
  };
}
