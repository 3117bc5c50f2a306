/** Tags that say where a video is shown or how it was made, not what it is about. */
const general =
  /^(?:fy|fyp\w*|foryou\w*|foru|viral\w*|tiktok\w*|trend|trending|xyzbca|explore\w*|reels?|shorts?|youtubeshorts|instagram|stitch|duet|greenscreen\w*|capcut|video|videos|fypシ\w*)$/u;

/** Longer ones are sentences, or noise. */
const maxLength = 60;

/** The hashtags of a video, lower case without the sign, each once; general ones are left out. */
export function hashtagsOf(text: string, tags: readonly string[] = []): string[] {
  const written = [...text.matchAll(/#([\p{L}\p{N}_]+)/gu)].map(([, tag = '']) => tag);
  const all = [...written, ...tags.map((tag) => tag.replace(/^#/, ''))];
  return [...new Set(all.map((tag) => tag.trim().toLowerCase()))].filter(
    (tag) => tag.length > 1 && tag.length <= maxLength && !general.test(tag) && !/^\d+$/.test(tag),
  );
}

/** True for a tag that says nothing of what a video is about. */
export function isGeneralTag(tag: string): boolean {
  return general.test(tag);
}
