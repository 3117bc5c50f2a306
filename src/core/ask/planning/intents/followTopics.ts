import { subjectWords } from '../questionWords.ts';
import type { Recognise } from './intent.ts';

const trendWords =
  /\b(trends?|trending|rising|rises?|rose|emerg\w*|taking off|bursts?|bursting|fad(?:e|es|ed|ing)|falling|falls|declin\w*|dying|growing|grows|gaining|hot|topics?)\b/g;

export const trends: Recognise = ({ text, scope }) => {
  if (
    !/\b(trends?|trending|rising|rises?|emerg\w*|taking off|bursts?|bursting|fading|fades?|declin\w*|growing|gaining|hot (topics?|right now)|dying)\b/.test(
      text,
    )
  ) {
    return undefined;
  }
  // “The fastest growing video” and “a rise in my skin care costs” are about something else.
  if (/\b(videos?|clips?)\b.*\b(growing|gaining)\b|\bfastest\b/.test(text)) return undefined;
  const direction = /\b(fad\w*|falling|falls|declin\w*|dying)\b/.test(text)
    ? 'fading'
    : /\b(rising|rises?|emerg\w*|taking off|bursts?|bursting|growing|gaining|trending|trends?|hot)\b/.test(
          text,
        )
      ? 'rising'
      : 'all';
  const { publishedAfterMs: _, publishedBeforeMs: __, channel: ___, ...wide } = scope;
  const rest = text
    .replace(trendWords, ' ')
    .replace(
      /\b(right now|now|currently|today|since when|moment|lately|recently|these days|popular\w*|up|down|new|still|interest)\b/g,
      ' ',
    );
  const topic = subjectWords(rest).join(' ');
  const about = topic === '' ? {} : { topic };
  return {
    queries: [
      {
        query: 'trends',
        direction: topic === '' ? direction : 'all',
        windowDays: 28,
        ...about,
        ...wide,
      },
    ],
    rest: topic,
  };
};
