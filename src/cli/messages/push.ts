import type { PushReturn, PushStatus, ShownPushReaders } from '../../contract/index.ts';
import { whole } from './numbers.ts';

const keys: Readonly<Record<ShownPushReaders['key'], string>> = {
  none: 'The hub has no key for notifications yet: trendroom push keys',
  own: 'This desk has the key that they subscribe with.',
  other: 'They subscribe with the key of another desk: this one cannot send to them.',
};

/** Notifications: descriptions of commands and what they print. */
export const pushMessages = {
  push: 'notify readers of a content hub, and measure what it does',
  hub: 'address of the hub',
  keys: 'make the key for notifications, and tell the hub its public half',
  keyKept: 'Readers can subscribe on the hub’s page /notifications.',
  readers: 'count the readers of a hub, by topic',
  readerCount: (readers: number, key: ShownPushReaders['key']) =>
    `${whole(readers)} ${readers === 1 ? 'reader' : 'readers'}. ${keys[key]}`,
  ofTopic: (slug: string, readers: number) => `  ${slug}: ${whole(readers)}`,
  campaigns: 'list the campaigns of a hub',
  none: 'There are no campaigns. Create one with: trendroom push create TITLE --body TEXT --path /p/SLUG --baseline SHARE',
  create: 'create a campaign and its experiment; nothing is sent yet',
  title: 'title of the message',
  body: 'text of the message; phones show about 120 characters',
  path: 'where a click leads: a path of the hub, such as /p/SLUG',
  topic: 'of readers who chose this topic, or none; all when left out',
  heldOut: 'share of readers who get nothing, to compare with',
  within: 'what is measured: who returns within 1 or 7 days',
  baseline: 'share of readers who return without a message',
  effect: 'smallest lift that is worth the messages, relative',
  invalidWithin: 'Give 1 or 7.',
  id: 'id of a campaign, or the unique beginning of it',
  created: (id: string, experimentId: string) =>
    `Campaign ${id}, experiment ${experimentId}.\nLook at it first: trendroom push test ${id} --to CODE. Then: trendroom push send ${id}.`,
  preview: (title: string, body: string, path: string) => `  ${title}\n  ${body}\n  -> ${path}`,
  test: 'send a campaign to one reader; it is counted nowhere',
  to: 'the code that the reader’s page /notifications shows',
  tested: 'Sent.',
  send: 'send a campaign, once to each reader: a job',
  at: 'not before a time, such as 2027-01-01T10:00',
  noTime: (text: string) => `“${text}” is no time. Write it as 2027-01-01T10:00.`,
  planned: (at: string) => `Planned for ${at}. Trendroom must run then.`,
  status: 'what became of a campaign, by what the hub knows now',
  counts: (status: PushStatus) =>
    [
      `sent ${whole(status.sent)}, held out ${whole(status.heldOut)}, to be sent ${whole(status.ready + status.open)}`,
      `delivered ${whole(status.delivered)}, shown ${whole(status.shown)}, clicked ${whole(status.clicked)}, closed ${whole(status.closed)}`,
      `wait for their service ${whole(status.waiting)}, for their morning ${whole(status.quiet)}, for another week ${whole(status.capped)}`,
      `subscription over ${whole(status.gone)}, refused ${whole(status.failed)}, unknown ${whole(status.unknown)}`,
    ].join('\n'),
  returned: (days: number, all: readonly PushReturn[]) => {
    const of = (arm: PushReturn['arm']): string => {
      const {
        people = 0,
        returned = 0,
        pending = 0,
      } = all.find((one) => one.days === days && one.arm === arm) ?? {};
      const words = arm === 'sent' ? 'sent' : 'held out';
      return `${whole(returned)} of ${whole(people)} ${words} (${whole(pending)} have time left)`;
    };
    return `returned within ${days === 1 ? '1 day' : `${days} days`}: ${of('sent')}, ${of('heldOut')}`;
  },
  next: (at: string) => `Goes on at ${at}, when Trendroom runs.`,
  verdict: (experimentId: string) => `Verdict: trendroom experiments show ${experimentId}`,
};
