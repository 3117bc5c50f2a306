import { counted, whole } from '../numbers.ts';

const states = {
  draft: 'Draft',
  planned: 'Planned',
  sending: 'Sending',
  paused: 'Paused',
  waiting: 'Continues later',
  failed: 'Failed',
  measuring: 'Measuring',
  stopped: 'Stopped',
  decided: 'Decided',
  unknown: 'Of another library',
};

/** Notifications to readers of a content hub. */
export const notificationsMessages = {
  title: 'Notifications',
  command: 'New notification',
  keywords: 'new notification push campaign message readers',
  states,
  list: {
    label: 'Notifications',
    create: 'New notification',
    readers: (count: number) => counted(count, 'reader'),
    planned: (when: string) => `from ${when}`,
  },
  hub: {
    connect: 'Connect a hub',
    connectNote:
      'Notifications go to readers of your content hub. Start it with npm run hub, which prints its address and where its key is, or ask whoever runs it.',
    other: 'Another hub…',
    key: {
      title: 'Readers cannot subscribe yet',
      note: 'Messages are signed with a key that browsers know. Trendroom makes it, keeps it in the keychain of this computer, and tells the hub its public half.',
      make: 'Make the key',
      making: 'Making the key…',
    },
    otherKey:
      'The readers of this hub subscribed with the key of another desk. This one can look at campaigns; sending takes the desk that has the key.',
  },
  empty: {
    noReaders: 'No readers yet',
    noReadersNote:
      'Readers subscribe on this page of the hub, with one click of their own. A message can be written before.',
    page: 'Page of the hub',
    none: 'No notifications yet',
    noneNote:
      'A notification is a short message to readers who asked for it. A share of them gets nothing, so that you see what the message does.',
    gone: 'The hub has no such notification',
  },
  form: {
    title: 'New notification',
    explanation: 'Nothing is sent yet. The text cannot be changed afterwards.',
    audience: 'Readers',
    all: (count: number) => `All readers (${whole(count)})`,
    topic: (name: string, count: number) => `${name} (${whole(count)})`,
    messageTitle: 'Title',
    body: 'Text',
    path: 'A click opens',
    pathNote: 'A path of the hub, such as /p/our-week.',
    length: 'Length of the message',
    bytes: (used: number, most: number) => `${whole(used)} of ${whole(most)} bytes`,
    tooLong: (over: number) => `${counted(over, 'byte')} too long. Shorten the text.`,
    missing: 'Fill this in.',
    titleWrong: 'Between 1 and 200 characters.',
    bodyWrong: 'Between 1 and 4,000 characters.',
    pathWrong: 'Begin with one /, without spaces.',
    heldOut: 'Held out, %',
    heldOutNote: 'The share of readers who get nothing, to compare with.',
    within: 'Measured: who returns within',
    days: { '1': '1 day', '7': '7 days' },
    baseline: 'Baseline, %',
    baselineNote: (days: string) => `Of readers without a message, how many return within ${days}.`,
    effect: 'Minimum effect, %',
    effectNote: 'The smallest gain, relative, that is worth a message.',
    notShare: 'Enter a share between 0 and 100.',
    notNumber: 'Enter a number above 0.',
    create: 'Create',
  },
  preview: {
    title: 'Preview',
    note: 'About as Chrome shows it; widths differ by device and font.',
    platforms: { android: 'Android', windows: 'Windows', macos: 'macOS' },
    cuts: {
      android: (title: number, body: number) =>
        `About ${title} characters of the title and ${body} of the text; all of it when opened.`,
      windows: (title: number, body: number) =>
        `About ${title} characters of the title and ${body} of the text.`,
      macos: (title: number, body: number) =>
        `About ${title} characters of the title and ${body} of the text. The button is under Options.`,
    },
    cut: 'cut',
    noTitle: 'Title',
    noBody: 'Text',
    stop: 'Stop notifications',
  },
  page: {
    message: 'Message',
    opens: 'Opens',
    to: 'To',
    all: 'all readers',
    topic: (topic: string) => `readers of ${topic}`,
    test: 'Send a test…',
    send: 'Send…',
    sendRest: 'Send the rest…',
    cancel: 'Cancel',
    cancelLabel: (title: string) => `Cancel sending ${title}`,
    cancelQuestion: 'Stop sending?',
    cancelNote:
      'What was sent stays sent, and readers who were chosen stay in their group. It can be continued.',
    cancelPlan: 'Cancel the plan?',
    cancelPlanNote: 'Nothing was sent. It can be planned or sent again.',
    keepOn: { sending: 'Keep sending', plan: 'Keep the plan' },
    cancelYes: { sending: 'Stop sending', plan: 'Cancel the plan' },
    planned: (when: string) => `Planned for ${when}. Trendroom must run then.`,
    continues: (when: string) => `Continues ${when}, when Trendroom runs.`,
    queued: 'Waiting for its turn in the queue…',
    progress: 'Progress of sending',
    progressOf: (done: number, total: number) => `${whole(done)} of ${whole(total)} readers`,
    collecting: 'Reading what became of it…',
  },
  delivery: {
    title: 'Delivery',
    sending: 'What the hub sent',
    told: 'What browsers told',
    share: (share: string) => `${share} of sent`,
    rows: {
      sent: { name: 'Sent', meaning: 'The push service of the browser took the message (2xx).' },
      heldOut: {
        name: 'Held out',
        meaning: 'Readers who get nothing, chosen by chance: what the others are compared with.',
      },
      open: {
        name: 'To be sent',
        meaning: 'Readers who may get it now, and were not divided yet.',
      },
      ready: {
        name: 'In line',
        meaning: 'Readers who will get it with the next call of the hub, or are being sent to.',
      },
      quiet: {
        name: 'Asleep',
        meaning: 'It is within their quiet hours. Another job sends it afterwards.',
      },
      capped: {
        name: 'Had enough',
        meaning: 'They had as many messages within a week as they want.',
      },
      waiting: {
        name: 'Waiting',
        meaning:
          'The push service asked for patience, or was not reached. Tried again, six times at most.',
      },
      failed: {
        name: 'Failed',
        meaning: 'The push service refused the message. It is not tried again.',
      },
      unknown: {
        name: 'Unknown',
        meaning:
          'The connection broke, or the hub was stopped, while the message was on its way. It is not sent again, so that nobody gets it twice.',
      },
      gone: {
        name: 'Gone',
        meaning: 'The browser had ended its subscription (404, 410); it was removed.',
      },
      delivered: {
        name: 'Delivered',
        meaning: 'The reader’s browser received the message and told the hub.',
      },
      shown: { name: 'Shown', meaning: 'The browser showed the notification.' },
      clicked: { name: 'Clicked', meaning: 'The reader opened it.' },
      closed: {
        name: 'Closed',
        meaning: 'The reader closed it without opening it. Not all browsers tell.',
      },
    },
  },
  returned: {
    title: 'Returned',
    note: 'by group',
    group: 'Group',
    arms: { sent: 'Sent', heldOut: 'Held out' },
    columns: { 1: 'Within 1 day', 7: 'Within 7 days' },
    value: (share: string, returned: number, people: number) =>
      `${share} · ${whole(returned)} of ${whole(people)}`,
    nobody: 'Nobody yet',
    meaning: (days: number, returned: number, people: number, pending: number) =>
      `Readers of this group who opened a page of the hub within ${counted(days, 'day')} of being divided into groups, whether or not a message arrived. n = ${whole(people)}, of whom ${whole(returned)} returned and ${whole(pending)} still have time.`,
    stays: 'Shares rise until everybody has had the time. The verdict takes that into account.',
    verdict: 'Verdict',
    experiment: 'Open the experiment',
    experimentNote: 'Whether the difference is more than chance, and what it rests on.',
  },
  test: {
    title: 'Send a test',
    explanation: 'To one browser, at once. It is counted nowhere.',
    code: 'Code of the browser',
    codeNote: 'Eight characters that the hub’s page of notifications shows once it is subscribed.',
    codeWrong: 'Eight digits or letters from a to f.',
    page: 'Open the page',
    send: 'Send the test',
    sent: 'Sent. It appears in that browser within seconds.',
  },
  send: {
    title: 'Send the notification',
    explanation: 'Each reader gets it once. What is sent cannot be taken back.',
    now: (count: number) => `${counted(count, 'reader')} can get it now.`,
    quiet: (count: number) => `${counted(count, 'reader')} will get it after quiet hours.`,
    capped: (count: number) => `${counted(count, 'reader')} had as many this week as they want.`,
    none: 'Nobody can get it now.',
    heldOut: 'The held-out share of them gets nothing.',
    when: 'When',
    at: 'Sent at',
    zone: (zone: string) => `Time of this computer, ${zone}. Trendroom must run then.`,
    send: 'Send',
    plan: 'Plan',
  },
};
