import type { PlanQuery } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { wordsOf } from '../../drafts/index.ts';
import {
  type NamedVideo,
  type Outcome,
  ofQuery,
  outcome,
  type QueryContext,
  sentenceOf,
} from './outcome.ts';
import { say, titled, whole } from './say.ts';
import { scopedVideos, scopeOf, scopeText } from './scopedVideos.ts';

type CountQuery = Extract<PlanQuery, { query: 'count' }>;

const columns = {
  channels: 'v.channel_id',
  platforms: 'lower(v.platform)',
  languages: 'v.language',
} as const;

const nouns = {
  videos: ['video', 'videos'],
  channels: ['channel', 'channels'],
  comments: ['comment', 'comments'],
  platforms: ['platform', 'platforms'],
  languages: ['language', 'languages'],
} as const;

/** How many videos, or what belongs to them, a scope has; of those that name a text. */
export function answerCount(library: Library, query: CountQuery, context: QueryContext): Outcome {
  const { of, text } = query;
  const { $client } = library.db;
  const scope = scopeOf(query);
  const noun = { name: '' };
  const where = scopeText(scope);
  if (of === 'comments') return countComments(library, query, context);
  const videos = scopedVideos(scope, { text, asOfMs: context.asOfMs });
  const counted = of === 'videos' ? '*' : `DISTINCT ${columns[of]}`;
  const count =
    $client
      .prepare<unknown[], number>(`SELECT count(${counted}) FROM videos v WHERE ${videos.where}`)
      .pluck()
      .get(...videos.values) ?? 0;
  noun.name = nouns[of][count === 1 ? 0 : 1];
  const named = $client
    .prepare<unknown[], NamedVideo>(
      `SELECT v.id AS videoId, v.title FROM videos v WHERE ${videos.where}
       ORDER BY v.latest_views DESC NULLS LAST, v.id LIMIT 50`,
    )
    .all(...videos.values);
  const cited = [ofQuery(context, count, named)];
  if (text === undefined) {
    const verb = { name: of === 'videos' ? 'is in the library' : 'has videos in the library' };
    if (count !== 1)
      verb.name = of === 'videos' ? 'are in the library' : 'have videos in the library';
    if (of === 'languages')
      verb.name = count === 1 ? 'is known of the videos' : 'are known of the videos';
    return outcome([
      sentenceOf(say`${whole(count, { n: count })} ${noun}${where} ${verb}.`, cited),
    ]);
  }
  const isOne = count === 1;
  const verb = {
    name:
      of === 'videos'
        ? isOne
          ? 'names'
          : 'name'
        : isOne
          ? 'has videos that name'
          : 'have videos that name',
  };
  const all = { name: wordsOf(text).length > 1 ? ' all words of' : '' };
  const said = say`${whole(count)} ${noun}${where} ${verb}${all} ${titled(text)} in what they say, show or are called.`;
  return outcome([sentenceOf(isOne ? singular(said) : said, cited)]);
}

function singular<Said extends { text: string }>(said: Said): Said {
  return {
    ...said,
    text: said.text.replace(
      'in what they say, show or are called',
      'in what it says, shows or is called',
    ),
  };
}

/** Comments that have each of the words, as they are written: comments have no index of their own. */
function countComments(
  { db }: Library,
  { text, ...query }: CountQuery,
  context: QueryContext,
): Outcome {
  const scope = scopeOf(query);
  const videos = scopedVideos(scope, { asOfMs: context.asOfMs });
  const words = text === undefined ? [] : wordsOf(text);
  const says = words.map(() => 'instr(lower(k.text), ?) > 0');
  const from = `FROM comments k JOIN videos v ON v.id = k.video_id WHERE ${[videos.where, ...says].join(' AND ')}`;
  const values = [...videos.values, ...words];
  const count =
    db.$client
      .prepare<unknown[], number>(`SELECT count(*) ${from}`)
      .pluck()
      .get(...values) ?? 0;
  const named = db.$client
    .prepare<unknown[], NamedVideo>(
      `SELECT v.id AS videoId, v.title, count(*) AS rows ${from} GROUP BY v.id ORDER BY rows DESC, v.id LIMIT 50`,
    )
    .all(...values);
  const noun = { name: nouns.comments[count === 1 ? 0 : 1] };
  const where = scopeText(scope);
  const of = where.text === '' ? undefined : say` on videos${where}`;
  const cited = [ofQuery(context, count, named)];
  if (text === undefined) {
    const verb = { name: count === 1 ? 'is' : 'are' };
    return outcome([sentenceOf(say`${whole(count)} ${noun}${of} ${verb} in the library.`, cited)]);
  }
  const verb = { name: count === 1 ? 'has' : 'have' };
  return outcome([sentenceOf(say`${whole(count)} ${noun}${of} ${verb} ${titled(text)}.`, cited)]);
}
