const secret = /^(?:cookies?|set-cookie|(?:proxy-)?authorization)$/i;

/**
 * What yt-dlp says of a video without the sign-in that it was read with: cookies of formats, and
 * headers that carry them, however deep.
 */
export function withoutCookies(info: unknown): unknown {
  if (Array.isArray(info)) return info.map(withoutCookies);
  if (typeof info !== 'object' || info === null) return info;
  return Object.fromEntries(
    Object.entries(info)
      .filter(([name]) => !secret.test(name))
      .map(([name, value]) => [name, withoutCookies(value)]),
  );
}
