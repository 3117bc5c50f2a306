import type { HookRule, VoiceKind } from '../../../../contract/index.ts';
import type { Recognise } from './intent.ts';

const voiceKinds: readonly [RegExp, VoiceKind][] = [
  [/\b(products?|brands?)\b/, 'product'],
  [/\b(sounds?|songs?|music|audio|track)\b/, 'sound'],
  [/\b(hash)?tags?\b/, 'tag'],
  [/\b(channels?|creators?|who|accounts?)\b/, 'channel'],
];

export const shareOfVoice: Recognise = ({ text, scope }) => {
  const isAsked =
    /\bshares? of (voice|mentions|views|videos)\b|\bdominat\w*\b/.test(text) ||
    /\b(which|what|who)\b.*\b(channels?|creators?|products?|brands?|sounds?|songs?|hashtags?|tags?|who)\b.*\b(most|often|oftenest)\b/.test(
      text,
    ) ||
    /\bmost[- ](used|mentioned|common|frequent|tagged)\b.*\b(products?|brands?|sounds?|songs?|hashtags?|tags?|channels?|creators?)\b/.test(
      text,
    ) ||
    /\bwho (posts?|publish\w*|posted) (the )?most\b/.test(text);
  if (!isAsked) return undefined;
  const by = voiceKinds.find(([pattern]) => pattern.test(text))?.[1] ?? 'channel';
  const order = /\b(most|by) (views|viewed|watched|popular)\b/.test(text) ? 'views' : 'mentions';
  return { queries: [{ query: 'shareOfVoice', by, order, ...scope }], rest: '' };
};

const hookPatterns: readonly [RegExp, HookRule][] = [
  [/\bquestions?\b/, 'question'],
  [/\bhow[- ]tos?\b/, 'how-to'],
  [/\bnumbers?\b/, 'number'],
  [/\bcontrasts?\b/, 'contrast'],
  [/\bconfessions?\b/, 'confession'],
  [/\bcommands?\b/, 'command'],
  [/\bpromises?\b/, 'promise'],
  [/\bstor(y|ies)\b/, 'story'],
  [/\bsurprises?\b/, 'surprise'],
  [/\bnegations?\b/, 'negation'],
  [/\burgency\b/, 'urgency'],
  [/\bsecond[- ]person\b/, 'second-person'],
  [/\b(point[- ]of[- ]view|pov)\b/, 'point-of-view'],
];

export const patterns: Recognise = ({ text }) => {
  const isAsked =
    /\bhook\s*(patterns?|types?|styles?|kinds?)\b/.test(text) ||
    /\b(hooks?|openings?|openers?|opening lines?|intros?)\b.*\b(works?|working|best|better|perform\w*|effective|record|worse|worst)\b/.test(
      text,
    ) ||
    /\b(best|effective|winning|worst)\b.*\b(hooks?|openings?|openers?|intros?)\b/.test(text) ||
    /\b(open|opens|opening|start|starts|begin|begins) with\b.*\b(better|more views|perform|work)\b/.test(
      text,
    ) ||
    /\bways? to open\b/.test(text);
  if (!isAsked) return undefined;
  const pattern = hookPatterns.find(([word]) => word.test(text))?.[1];
  return { queries: [{ query: 'patterns', ...(pattern !== undefined && { pattern }) }], rest: '' };
};
