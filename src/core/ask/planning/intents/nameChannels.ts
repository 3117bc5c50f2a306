import { subjectWords } from '../questionWords.ts';
import type { Recognise } from './intent.ts';

export const channelFacts: Recognise = ({ text, channels }) => {
  const [name] = channels;
  if (name === undefined || channels.length !== 1) return undefined;
  const isAsked =
    /\b(followers?|median|usual|usually|average|typical|how (is|does|did|well)|who is|tell me about|facts?|perform\w*|statistics|stats|doing)\b/.test(
      text,
    ) ||
    /\bhow many (views|likes)\b/.test(text) ||
    subjectWords(text).length === 0;
  const isSaid =
    /\b(say|says|said|saying|talk\w*|mention\w*|think|advice|recommend\w*|which|what videos?)\b/.test(
      text,
    );
  if (!isAsked || isSaid) return undefined;
  return { queries: [{ query: 'channel', name }], rest: '' };
};

/** “Do cat videos perform better than …”: no part of what is compared. */
const sideVerbs = /\b(perform\w*|fare|rank|work|viewed|watched|liked|get|have)\b/g;

export const compare: Recognise = ({ text, scope, channels }) => {
  const isAsked =
    /\bcompar\w*|\b(?:more|better|preferred|popular)\b[^,:]*[,:].* or |\bvs\b|\bversus\b|\bdifference between\b|\b(more|better|fewer|less|worse)\b.*\bthan\b/.test(
      text,
    );
  if (!isAsked) return undefined;
  const { channel: _, ...others } = scope;
  const [first, second] = channels;
  if (first !== undefined && second !== undefined) {
    return { queries: [{ query: 'compare', one: first, other: second, ...others }], rest: '' };
  }
  const alternatives = /\b(?:more|better|preferred|popular)\b[^,:]*[,:]\s*(.+?)\s+or\s+(.+)$/.exec(
    text,
  );
  const sides =
    alternatives ??
    /\b(?:compare|difference between|between)\s+(.+?)\s+(?:and|with|to|vs\.?|versus|against)\s+(.+)$/.exec(
      text,
    ) ??
    /^(.+?)\s+(?:vs\.?|versus)\s+(.+)$/.exec(text) ??
    /\b(?:is|are|do|does|get|gets)\s+(.+?)\s+(?:more|better|fewer|less|worse)\b.*\bthan\s+(.+)$/.exec(
      text,
    );
  const [one, other] = [sides?.[1], sides?.[2]].map((side) =>
    subjectWords((side ?? '').replace(sideVerbs, ' ')).join(' '),
  );
  if (one === undefined || other === undefined || one === '' || other === '') return undefined;
  return { queries: [{ query: 'compare', one, other, ...others }], rest: '' };
};
