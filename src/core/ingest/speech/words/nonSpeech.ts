/**
 * True for text that names a sound instead of words: `[Music]`, `(applause)`, `*coughs*`, `♪`,
 * or punctuation alone. Whisper and subtitles for the deaf both write these.
 */
export function isNonSpeech(text: string): boolean {
  const rest = text
    .replace(/\[[^[\]]*\]|\([^()]*\)|\*[^*]*\*|【[^】]*】|（[^）]*）/gu, ' ')
    .replace(/[♪♫♬]/gu, ' ');
  return !/[\p{L}\p{N}]/u.test(rest);
}
