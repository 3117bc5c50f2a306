import type { ReportKind, ReportUnit, SubjectKind } from '../../contract/index.ts';
import { counted, whole } from './numbers.ts';

const kinds: Readonly<Record<ReportKind, string>> = {
  weekly: 'Weekly',
  topic: 'Topic',
  channel: 'Channel',
  product: 'Product',
  comparison: 'Comparison',
};
const subjectKinds: Readonly<Record<SubjectKind, string>> = {
  topic: 'Topics',
  channel: 'Channels',
  product: 'Products',
};
/** What one of each kind is called in a field. */
const subjects: Readonly<Record<SubjectKind, string>> = {
  topic: 'Topic',
  channel: 'Channel',
  product: 'Product',
};
/** Behind a number of a unit, where the number alone does not say it. */
const units: Partial<Record<ReportUnit, string>> = { viewsPerHour: 'views/h' };

/** Reports: making, scheduling, reading and exporting them. */
export const reportsMessages = {
  title: 'Reports',
  kinds,
  subjectKinds,
  subjects,
  units,
  list: {
    label: 'Reports',
    create: 'New report…',
    none: 'None yet.',
    scheduled: 'by schedule',
    remove: (title: string) => `Remove the report “${title}”`,
    cancel: (job: string) => `Cancel ${job}`,
    progress: (job: string) => `Progress of ${job}`,
    failed: 'A report could not be made',
    dismissed: 'Not made:',
  },
  schedule: {
    label: 'By schedule',
    on: (when: string) => when,
    off: 'Off',
    next: (when: string, next: string) => `${when}, next ${next}`,
    change: 'Change…',
    changeLabel: 'Change what is made by schedule',
    dialog: 'Report by schedule',
    explanation:
      'Made while Trendroom is open, or at its next start. Nothing leaves this computer, and it can be read offline.',
    day: 'Day',
    time: 'Time',
    days: [
      'Sundays',
      'Mondays',
      'Tuesdays',
      'Wednesdays',
      'Thursdays',
      'Fridays',
      'Saturdays',
    ] as const,
    everyDay: 'Every day',
    notChanged: 'The schedule was not changed',
  },
  form: {
    dialog: 'New report',
    kind: 'Kind',
    compare: 'Compare',
    add: (what: string) => `Add a ${what}`,
    choose: (what: string) => `Choose a ${what}`,
    removeSubject: (name: string) => `Take out ${name}`,
    noSubjects: (what: string) => `The library has no ${what} yet.`,
    period: 'Period',
    periods: { 7: '7 days', 28: '28 days', 90: '90 days', 365: '365 days' },
    asOf: 'As of',
    asOfNote: 'Empty: now',
    model: 'Opening by the model',
    modelNote:
      'A model connects the numbers in a few sentences. Each is checked against them; what fails is left out. Numbers and tables are by code.',
    noModel: 'No model with chat training is installed: sentences are by code alone.',
    make: 'Make report',
    making: 'Making…',
    notMade: 'The report was not made',
  },
  reading: {
    period: (days: number, from: string, to: string) => `${counted(days, 'day')}, ${from} – ${to}`,
    made: (when: string) => `made ${when}`,
    byCode: 'sentences by code',
    byModel: (model: string) => `opening by ${model}`,
    export: 'Export',
    html: 'Page (HTML)',
    markdown: 'Markdown',
    csv: 'Tables (CSV)',
    folder: 'Folder with stills…',
    notExported: 'The report was not exported',
    gone: 'This report was removed',
    goneNote: 'Choose another one from the list.',
    absent: 'What is missing',
    counted: (text: string, count: number) => `${text} (${whole(count)})`,
    observe: 'Observe now',
    observing: (done: number) => `Observing… ${whole(done)}`,
    findTopics: 'Find topics',
    modelSentence: (percent: string) => `model, support ${percent}`,
    modelSupport:
      'A model wrote this sentence. Its numbers were found again among those of the report, and the model judged how likely the facts it rests on say so.',
    noDefinition: 'Counted by code.',
    interval: (low: string, high: string) => `${low} to ${high}`,
    n: (n: number) => `n = ${whole(n)}`,
    more: (rows: number) =>
      rows === 1 ? 'One more is not listed.' : `${whole(rows)} more are not listed.`,
    sort: (column: string) => `Sort by ${column}`,
    evidence: 'Evidence',
    saveTable: (name: string) => `Save the table ${name} as CSV`,
    windowNote: 'The shaded part is the period.',
  },
  citation: {
    numbered: (number: number, name: string) => `${number}: ${name}`,
    moment: (title: string, at: string) => `Moment of ${title} at ${at}`,
    snapshot: (title: string) => `Snapshots of ${title}`,
    comment: (title: string) => `Comment on ${title}`,
    table: (name: string) => `Table: ${name}`,
    goToTable: 'Go to the table',
    gone: 'This video is no longer in the library. What the report says of it stays.',
    views: (views: string, when: string) => `${views} views on ${when}`,
    likes: (likes: number) => counted(likes, 'like'),
    noFile: 'Known by its metadata alone: nothing to play.',
  },
  folder: {
    dialog: 'Save as a folder',
    explanation: 'A page, Markdown, a CSV of each table and the cited stills, to pass on.',
    path: 'New folder',
    save: 'Save',
    saving: 'Saving…',
    saved: (files: number, path: string) => `${counted(files, 'file')} in ${path}`,
  },
  removeDialog: {
    title: 'Remove this report?',
    explanation: 'It cannot be brought back. Exported files stay.',
  },
  empty: {
    title: 'No reports yet',
    explanation:
      'A report has what was published, what rises and what stands out in a period: numbers with their interval, and sentences that cite moments and snapshots. It can be read offline.',
    noVideos: 'No videos yet',
    noVideosNote: 'Add videos or import their metadata; reports are about them.',
    noSnapshots:
      'No views were observed in the last 28 days. A report counts what was published all the same; velocity and outlier scores need dated views.',
    choose: 'Choose a report',
  },
};
