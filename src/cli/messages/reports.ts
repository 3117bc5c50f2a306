import { counted } from './numbers.ts';

/** Reports: descriptions of commands and what they print. */
export const reportsMessages = {
  report:
    'make a report: numbers with their interval, and sentences that cite moments and snapshots',
  reports: 'list, read and export reports',
  kind: 'what the report is of',
  topic: 'topic, by id or name; repeat it to compare several',
  channel: 'channel, by name; repeat it to compare several',
  product: 'product, by name; repeat it to compare several',
  asOf: 'only what was published and observed up to this date',
  window: 'period that is looked at, such as 7d, 28d or 12w',
  format:
    'markdown, html, csv (a folder with a file for each table) or folder (all of it, with stills)',
  output: 'file to write; for csv and folder a new folder; left out: standard output',
  model: 'model that writes the opening; left out: the one that writes drafts',
  noModel: 'no model: the sentences of code alone',
  list: 'list reports, newest first (default)',
  show: 'show a report',
  export: 'export a report',
  remove: 'remove a report',
  schedule: 'show or change the report that is made by schedule',
  cron: 'when, as five cron fields in local time, such as "0 7 * * 1"',
  on: 'make it by schedule',
  off: 'make none by schedule',
  id: 'id of a report, or a unique prefix of it',
  none: 'No reports yet. Make one with: trendroom report --kind weekly',
  line: (day: string, kind: string, title: string) => `${day}  ${kind.padEnd(10)}  ${title}`,
  made: (id: string) => `Report ${id}.`,
  saved: (path: string, files: number) => `${counted(files, 'file')} in ${path}.`,
  removed: 'Removed.',
  needsFolder: 'This format has several files: name a new folder with --output.',
  folderExists: (path: string) => `${path} is there already.`,
  scheduled: (title: string, when: string) => `${title}, ${when}`,
  isOff: 'off',
  isOn: (cron: string, next: string) => `on, ${cron}${next}`,
  next: (at: string) => `, next ${at}`,
};
