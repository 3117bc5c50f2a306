import { counted, whole } from '../numbers.ts';

/** How long people stay. */
export const retentionMessages = {
  title: 'Retention',
  source: 'Source',
  sources: { events: 'Events', file: 'File' },
  by: 'Compare',
  weeks: 'Weeks of the first visit',
  goneAfter: 'Gone after',
  goneAfters: { 7: '7 days', 14: '14 days', 28: '28 days' },
  goneNote: (days: number) =>
    `Who was not seen for ${counted(days, 'day')} has left; the others count for as long as they were seen.`,
  cohorts: {
    title: 'Who came back',
    cohort: 'First seen',
    variant: 'Variant',
    people: 'People',
    week: (week: number) => `Week ${week}`,
    meaning: (active: number, of: number, week: number) =>
      `${whole(active)} of ${whole(of)} people for whom week ${week} is over did something in it.`,
    note: 'Each week is counted from a person’s own first visit, and shown when it is over.',
  },
  returns: {
    title: 'Who came back after it',
    note: 'Of the last 90 days. Who came back after a notification might have come without it: an experiment with people who get none tells what it changed.',
    what: 'After',
    kinds: { push: 'Notification', view: 'Page' },
    people: 'People',
    day: 'Within a day',
    week: 'Within a week',
    meaning: { push: 'who were sent it first', view: 'who saw it first' },
    share: (returned: number, of: number, who: string, low: string, high: string) =>
      `${whole(returned)} of ${whole(of)} people ${who} long enough ago came back; 95 % interval ${low} to ${high} (Wilson). What follows a page within half an hour is the same visit.`,
    young: 'not over',
  },
  curves: {
    title: 'How long people stay',
    label: 'Share of people who are still there, with 95 % bands; the table has the numbers',
    view: 'View',
    chart: 'Chart',
    table: 'Table',
    save: 'Save as CSV',
    fileName: 'retention.csv',
    time: 'Time',
    days: 'Days',
    left: 'Still there',
    band: '95 % band',
    atRisk: 'At risk',
    ended: 'Left',
    group: 'Group',
    shown: 'Curves',
    show: (group: string) => `Show ${group}`,
    most: (count: number) => `At most ${count} curves at a time.`,
    meaning:
      'Kaplan and Meier: of the people still there just before each time, the share that stays, multiplied. Who is still there counts for as long as they were seen. Band: 95 %, pointwise (exponential Greenwood).',
    columns: ['group', 'time', 'at_risk', 'ended', 'survival', 'low', 'high'],
  },
  groups: {
    title: 'Groups',
    people: 'People',
    ended: 'Left',
    median: 'Median',
    medianMeaning:
      'The time after which half have left. Its interval is where the band crosses a half (Brookmeyer and Crowley).',
    notReached: 'not reached',
    interval: (low: string, high: string) => `${low} to ${high}`,
  },
  logRank: {
    title: 'Do they differ?',
    differ: 'The groups differ by more than chance.',
    same: 'No difference between the groups is shown, which is not the same as none.',
    value: (statistic: string, degrees: number, p: string) =>
      `Log-rank χ² = ${statistic}, ${counted(degrees, 'degree')} of freedom, p ${p}`,
    meaning:
      'Mantel’s test (1966): compares how many left each group at each time with how many would if all were alike. Below p = .05 they are said to differ.',
  },
  file: {
    choose: 'Choose a CSV…',
    input: 'CSV with group, duration and observed',
    drop: 'Drop a CSV here, or choose one',
    explanation:
      'A line for each person: group, duration, observed. Observed is 1 when they left after that time, 0 when they were still there. The first line has these names.',
    reading: 'Reading…',
    tooLarge: (size: string, most: string) =>
      `The file has ${size}; at most ${most} are read here. The terminal takes any size: trendroom retention evaluate --input FILE`,
    rejected: (count: number) => `${counted(count, 'line')} left out:`,
    reject: (line: number, message: string) => `line ${whole(line)}: ${message}`,
  },
  empty: {
    title: 'No events yet',
    explanation:
      'Retention is told from what people do over weeks. Import events, or evaluate a CSV of durations.',
    import: 'Import events…',
    file: 'Use a CSV',
    noUnits: 'Nobody has seen a variant of this experiment yet.',
    young: 'No week is over yet.',
  },
};
