import type { AskScope } from '../../../contract/index.ts';
import type { LibraryNames } from './libraryNames.ts';
import { periodIn } from './periodIn.ts';

const platformNames = [
  'tiktok',
  'instagram',
  'youtube',
  'facebook',
  'snapchat',
  'twitter',
  'reddit',
];

const languages: Readonly<Record<string, string>> = {
  ...{ english: 'en', spanish: 'es', german: 'de', french: 'fr', italian: 'it', portuguese: 'pt' },
  ...{ japanese: 'ja', korean: 'ko', chinese: 'zh', hindi: 'hi', arabic: 'ar', russian: 'ru' },
  ...{ turkish: 'tr', polish: 'pl', dutch: 'nl', indonesian: 'id', vietnamese: 'vi', thai: 'th' },
};

export interface FoundScope {
  scope: AskScope;
  /** Channels that the question names, as the library writes them. */
  channels: readonly string[];
  /** A channel that the question names and the library does not have. */
  unknownChannel?: string;
  /** The question without the words of the scope. */
  rest: string;
}

/** Which videos a question is about: platform, channel, language and time of publication. */
export function scopeIn(question: string, names: LibraryNames, nowMs: number): FoundScope {
  const scope: AskScope = {};
  let rest = question;
  const strip = (found: string): void => {
    const at = rest.toLowerCase().indexOf(found.toLowerCase());
    if (at === -1) return;
    const before = rest
      .slice(0, at)
      .replace(/\b(?:on|by|from|@|the channel|channel|creator)\s*["“]?$/i, '');
    const after = rest.slice(at + found.length).replace(/^["”]|^['’]s\b/, '');
    rest = `${before} ${after}`;
  };
  const period = periodIn(rest, nowMs);
  rest = period.rest;
  const { publishedAfterMs, publishedBeforeMs } = period;
  if (publishedAfterMs !== undefined) scope.publishedAfterMs = publishedAfterMs;
  if (publishedBeforeMs !== undefined) scope.publishedBeforeMs = publishedBeforeMs;

  for (const name of names.channels) strip(name);
  const [channel] = names.channels;
  if (channel !== undefined && names.channels.length === 1) scope.channel = channel;

  const platform = [...names.platforms, ...platformNames].find((name) =>
    new RegExp(`\\b${name.replace(/\W/g, '\\$&')}s?\\b`, 'i').test(rest),
  );
  if (platform !== undefined) {
    scope.platform = platform;
    rest = rest.replace(
      new RegExp(`\\b(?:on |from )?${platform.replace(/\W/g, '\\$&')}s?\\b`, 'i'),
      ' ',
    );
  }
  const found = [
    ...rest.matchAll(/\b(?:in|speaking)\s+(\p{L}+)\b/giu),
    ...rest.matchAll(/\b(\p{L}+)(?:[- ]language)?\s+(?:videos?|clips?|speech)\b/giu),
  ]
    .map(([, name = '']) => name.toLowerCase())
    .find((name) => Object.hasOwn(languages, name));
  const code = found === undefined ? undefined : languages[found];
  if (code !== undefined) {
    scope.language = code;
    rest = rest.replace(new RegExp(`\\b(?:in\\s+)?${found}(?:[- ]language)?\\b`, 'i'), ' ');
  }
  const unknownChannel = channel === undefined ? unknownChannelIn(rest) : undefined;
  return {
    scope,
    channels: names.channels,
    ...(unknownChannel !== undefined && { unknownChannel }),
    rest: rest.replace(/\s+/g, ' ').trim(),
  };
}

/** `@handle`, `the channel X`, and `did Someone Else say`: written as a name. */
function unknownChannelIn(question: string): string | undefined {
  const patterns = [
    /(?:^|\s)@([\p{L}\p{N}_.-]{2,})/u,
    /\b(?:channel|creator)\s+(?:called\s+|named\s+)?["“]([^"”]{2,60})["”]/iu,
    /\b(?:channel|creator)\s+(?:called |named )?((?:\p{Lu}[\p{L}\p{N}_.-]+)(?: \p{Lu}[\p{L}\p{N}_.-]+){0,2})/u,
    /\b(?:did|does|has|by)\s+((?:\p{Lu}[\p{L}\p{N}_.-]+)(?: \p{Lu}[\p{L}\p{N}_.-]+){0,2})\s*(?:say|said|says|talk|talked|post|posted|publish|mention|have|get|do|$|\?)/u,
  ];
  for (const pattern of patterns) {
    const name = pattern.exec(question)?.[1];
    if (name !== undefined) return name.replace(/[.?!]+$/, '');
  }
  return undefined;
}
