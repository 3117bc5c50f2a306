import type { HubPage } from '../../../contract/index.ts';
import { counted } from '../numbers.ts';

const states: Readonly<Record<HubPage['state'], string>> = {
  draft: 'Draft',
  scheduled: 'Planned',
  published: 'Published',
  unpublished: 'Taken down',
};

/** Publishing reports on a content hub. */
export const publishingMessages = {
  open: 'Publish…',
  title: 'Publish on a hub',
  explanation:
    'Sentences, numbers, definitions and the public addresses of sources leave this computer. Files, stills and ids of videos do not.',
  states,
  hub: {
    address: 'Address of the hub',
    key: 'Key of the hub',
    keyNote:
      'Kept in the keychain of this computer, for this address alone. npm run hub prints where it is.',
    keyNotKept: 'This computer has no keychain: the key holds until Trendroom ends.',
    connect: 'Connect',
    connecting: 'Connecting…',
    asking: 'Asking the hub…',
    connected: (hub: string, pages: number) => `${hub}, ${counted(pages, 'page')}`,
    other: 'Another hub…',
    noAddress: 'An address begins with https://, or with http:// on this computer.',
  },
  page: {
    title: 'Title',
    slug: 'Address of the page',
    slugNote: (url: string) => url,
    slugWrong: 'Lower-case letters, digits and single hyphens, 100 at most.',
    moves: (from: string) => `${from} will lead to it.`,
    titleWrong: 'Between 1 and 300 characters.',
    facts: (sources: number, topics: readonly string[]) =>
      [
        counted(sources, 'source'),
        ...(topics.length > 0 ? [`topics: ${topics.join(', ')}`] : []),
      ].join(' · '),
    when: 'When',
    now: 'Now',
    later: 'At a time',
    at: 'Published at',
    zone: (zone: string, isShown: boolean) =>
      `Time of this computer, ${zone}.${isShown ? ' Until then the page is not shown.' : ''}`,
    past: 'Choose a time that is still to come.',
  },
  publish: 'Publish',
  republish: 'Publish anew',
  plan: 'Plan',
  progress: 'Progress of publishing',
  waiting: 'Waiting for the hub…',
  published: 'Published:',
  planned: (when: string) => `Planned for ${when}:`,
  copy: 'Copy address',
  copied: 'The address was copied.',
  list: {
    title: 'On this hub',
    none: 'Nothing is published there yet.',
    version: (version: number, when: string) => `version ${version}, ${when}`,
    from: (when: string) => `from ${when} on`,
    unpublish: 'Take down…',
    unpublishLabel: (title: string) => `Take down ${title}`,
    unpublishTitle: 'Take this page down?',
    unpublishNote: 'Its address then says that it is gone. An earlier version can be shown again.',
    rollback: 'Back…',
    rollbackLabel: (title: string) => `Show another version of ${title}`,
    rollbackItem: (version: number) => `Version ${version}`,
    working: (label: string) => `${label}…`,
  },
};
