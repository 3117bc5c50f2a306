import { AppError } from '../../base/index.ts';

/** A link as a person gave it, understood. */
export interface Link {
  /** Absolute, http or https, without our own fragment. */
  url: string;
  /** Which of the videos of a page that holds several, from 1: see {@link itemLink}. */
  item?: number;
}

const itemFragment = /^#video-(\d{1,5})$/;

/** Errors: `link.invalid` for what is no http or https address, or carries a password. */
export function readLink(text: string): Link {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch (error) {
    throw new AppError('link.invalid', `Not a link: ${text.slice(0, 200)}`, { cause: error });
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new AppError('link.invalid', `${url.protocol} links are not supported.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new AppError('link.invalid', 'Links with a user name and password are not supported.');
  }
  const item = itemFragment.exec(url.hash)?.[1];
  if (item === undefined) return { url: url.href };
  url.hash = '';
  return { url: url.href, item: Number(item) };
}

/** The link as it is stored and shown; `#video-N` tells the videos of one page apart. */
export function itemLink({ url, item }: Link): string {
  if (item === undefined) return url;
  const address = new URL(url);
  address.hash = `video-${item}`;
  return address.href;
}
