/** Where a post is, as far as its address says. */
export interface PostAddress {
  /** Lower case: a known platform, or the site. */
  platform: string;
  externalId?: string;
  /** Without what only tells where the visitor came from. */
  url: string;
}

interface KnownSite {
  platform: string;
  hosts: RegExp;
  id: RegExp;
  /** An address that leads to the post, from its id alone. */
  address: (id: string) => string;
}

const knownSites: readonly KnownSite[] = [
  {
    platform: 'tiktok',
    hosts: /(^|\.)tiktok\.com$/,
    id: /\/(?:video|photo|v|embed(?:\/v\d+)?)\/(\d{5,25})/,
    address: (id) => `https://www.tiktok.com/@/video/${id}`,
  },
  {
    platform: 'youtube',
    hosts: /(^|\.)(youtube\.com|youtu\.be|youtube-nocookie\.com)$/,
    id: /(?:[?&]v=|youtu\.be\/|\/(?:shorts|embed|live|v)\/)([\w-]{11})(?![\w-])/,
    address: (id) => `https://www.youtube.com/watch?v=${id}`,
  },
  {
    platform: 'instagram',
    hosts: /(^|\.)instagram\.com$/,
    id: /\/(?:p|reels?|tv)\/([\w-]{5,40})/,
    address: (id) => `https://www.instagram.com/reel/${id}/`,
  },
  {
    platform: 'vimeo',
    hosts: /(^|\.)vimeo\.com$/,
    id: /\/(\d{5,15})(?:[/?]|$)/,
    address: (id) => `https://vimeo.com/${id}`,
  },
  {
    platform: 'twitter',
    hosts: /(^|\.)(twitter|x)\.com$/,
    id: /\/status\/(\d{5,25})/,
    address: (id) => `https://x.com/i/status/${id}`,
  },
  {
    platform: 'facebook',
    hosts: /(^|\.)facebook\.com$/,
    id: /(?:\/(?:reel|videos)\/|[?&]v=)(\d{5,25})/,
    address: (id) => `https://www.facebook.com/reel/${id}`,
  },
];

const otherNames: Readonly<Record<string, string>> = {
  yt: 'youtube',
  'youtube shorts': 'youtube',
  'tik tok': 'tiktok',
  ig: 'instagram',
  insta: 'instagram',
  x: 'twitter',
  fb: 'facebook',
};

const trackers = /^(?:utm_.*|fbclid|igsh|igshid|si|feature|_r|_t|is_from_webapp|sender_device)$/;

/** A platform's one name: lower case, as yt-dlp has it. */
export function platformName(given: string): string {
  const name = given
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .toLowerCase();
  return otherNames[name] ?? name;
}

/** Undefined for what is no http or https address. */
export function readPostAddress(given: string): PostAddress | undefined {
  const text = given.trim();
  if (text.length > 2_000 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  const site = knownSites.find(({ hosts }) => hosts.test(url.hostname));
  const externalId = site?.id.exec(url.href)?.[1];
  for (const name of [...url.searchParams.keys()]) {
    if (trackers.test(name)) url.searchParams.delete(name);
  }
  if (!/^#video-\d{1,5}$/.test(url.hash)) url.hash = '';
  const platform = site?.platform ?? url.hostname.replace(/^www\./, '');
  return { platform, url: url.href, ...(externalId === undefined ? {} : { externalId }) };
}

/** An address made of the id alone; undefined where the platform has none that can be made so. */
export function addressOfPost(platform: string, externalId: string): string | undefined {
  if (!/^[\w-]+$/.test(externalId)) return undefined;
  return knownSites.find((site) => site.platform === platform)?.address(externalId);
}
