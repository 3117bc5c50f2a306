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
  list: 'list the pages of a hub',
  unpublish: 'take a page down; its address then says that it is gone',
  pageKey: 'key of a page, such as report:ID, or the id of the report',
  none: 'Nothing is published yet.',
  connected: (pages: number) => `Connected. The hub has ${counted(pages, 'page')}.`,
  notKept:
    'This computer has no keychain: set TRENDROOM_SECRET_HUB_KEY and TRENDROOM_SECRET_HUB_KEY_ORIGIN instead.',
  line: (state: string, key: string, title: string, url: string) =>
    `${state.padEnd(11)}  ${key}  ${title}  ${url}`,
};
