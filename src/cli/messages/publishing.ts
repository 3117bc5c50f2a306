import { counted } from './numbers.ts';

/** Publishing: descriptions of commands and what they print. */
export const publishingMessages = {
  publish: 'publish reports on a content hub (npm run hub starts one)',
  hub: 'address of the hub',
  connect: 'keep the key of a hub in the keychain, and prove it there',
  key: 'read the key from standard input',
  keyFromEnv: 'read the key from an environment variable',
  needsKey: 'Give the key with --key (standard input) or --key-from-env NAME.',
  report: 'publish a report, or publish it anew',
  reportId: 'id of a report, or a unique prefix of it',
  slug: 'last part of the page’s address',
  title: 'title of the page',
  at: 'show it from a time on, such as 2027-01-01T10:00',
  noTime: (text: string) => `“${text}” is no time. Write it as 2027-01-01T10:00.`,
  list: 'list the pages of a hub',
  rollback: 'show an earlier version of a page again',
  version: 'number of the version',
  unpublish: 'take a page down; its address then says that it is gone',
  pageKey: 'key of a page, such as report:ID, or the id of the report',
  none: 'Nothing is published yet.',
  connected: (pages: number) => `Connected. The hub has ${counted(pages, 'page')}.`,
  notKept:
    'This computer has no keychain: set TRENDROOM_SECRET_HUB_KEY and TRENDROOM_SECRET_HUB_KEY_ORIGIN instead.',
  line: (state: string, key: string, title: string, url: string) =>
    `${state.padEnd(11)}  ${key}  ${title}  ${url}`,
};
