import { counted, whole } from './numbers.ts';

/** Experiments and retention: descriptions of commands and what they print. */
export const growthMessages = {
  experiments: 'plan experiments, evaluate them and decide',
  evaluate: 'estimate lifts from a file of sums and decide; no database is used',
  input: 'JSON file with metric, control and variants: docs/experiments.md',
  decision: (decision: string, winner: string | undefined) =>
    `Decision: ${decision}${winner === undefined ? '' : ` (${winner})`}`,
  variant: (id: string, decision: string) => `${id}: ${decision}`,
  lift: (lift: string, low: string, high: string) => `lift ${lift} (${low} to ${high})`,
  always: (low: string, high: string) => `valid at every look: ${low} to ${high}`,
  chance: (chance: string, choose: string, ignore: string) =>
    `chance to win ${chance}; expected loss of choosing ${choose}, of ignoring ${ignore}`,
  p: (p: string, adjusted: string, isSequential: boolean) =>
    `p ${p}; adjusted for all ${isSequential ? 'variants and looks' : 'variants'} ${adjusted}`,
  srm: (p: string, isMismatch: boolean) =>
    `split of the units: p ${p}${isMismatch ? ', not as allocated' : ', as allocated'}`,
  guardrail: (name: string, id: string, state: string) => `guardrail ${name}, ${id}: ${state}`,
  harmed: 'harmed',
  notHarmed: 'not shown to be harmed',
  rule: (alpha: number, minimum: number | undefined, units: number, days: number, line: number) =>
    `Rule: alpha ${alpha}, minimum effect ${minimum ?? 'none'}, at least ${counted(units, 'unit')} an arm and ${counted(days, 'day')}, killed from a chance to lose of ${line}.`,
  power: 'plan how many units and days a minimum effect takes',
  baseline: 'mean of the control: a share from 0 to 1 for a proportion',
  sd: 'standard deviation of one unit: the metric is a mean',
  effect: 'minimum effect, relative: 0.1 is 10 % more',
  alpha: 'chance of a false win (default 0.05)',
  powerOption: 'chance to find the minimum effect (default 0.8)',
  variants: 'number of variants beside the control (default 1)',
  perDay: 'units that come each day, all arms together',
  numberRequired: 'Expected a number.',
  fixed: 'one look at the end',
  sequential: 'a look at any time',
  size: (what: string, perArm: number, units: number, days: number | undefined) =>
    `${what}: ${counted(perArm, 'unit')} an arm, ${whole(units)} in all${days === undefined ? '' : `, ${counted(days, 'day')}`}`,
  retention: 'how long people stay',
  retentionEvaluate: 'survival curves by group, with bands and a log-rank test',
  retentionInput: 'CSV with the columns group, duration and observed (1: it ended; 0: still there)',
  group: (name: string, n: number, ended: number, median: string, low: string, high: string) =>
    `${name}: ${counted(n, 'unit')}, ${whole(ended)} ended, median ${median} (${low} to ${high})`,
  notReached: 'not reached',
  logRank: (statistic: string, p: string) => `log-rank: chi-square ${statistic}, p ${p}`,
  rejected: (count: number) => `${counted(count, 'line')} left out:`,
  reject: (line: number, message: string) => `  line ${line}: ${message}`,
  stored: {
    list: 'list experiments (default)',
    none: 'No experiments.',
    id: 'id of the experiment, or a unique prefix',
    show: 'show an experiment with its rule, its versions and what it would be decided now',
    create: 'create an experiment; its size is planned, and it starts when you start it',
    name: 'name of the experiment, best as a question',
    hypothesis: 'what is expected, and why',
    measure: 'event that is measured, such as click or conversion:signup',
    of: 'whether it happened, how often, or the sum of its values',
    lowerIsBetter: 'less of it is better',
    variant: 'a text, or draft:ID; the first one is the control',
    guardrail: 'event that must not become rarer',
    unit: 'what is divided by chance',
    design: 'pairs: of the slots 1 and 2, 3 and 4, … one each, in an order that is tossed',
    aa: 'create its A/A run: both arms show the control, and a difference is a fault',
    offerAa: (id: string) => `Not sure of the counting? First run it as A/A: experiments aa ${id}`,
    retention: 'tell how long the people of each variant stayed, in days from their exposure',
    gone: 'who was not heard of for so many days has left (default: 7)',
    posts: 'compare posts in pairs by the views that both had at the same age',
    pair: 'ids of two videos: the one with the control, the one with the variant',
    pairForm: 'Enter two ids of videos with a comma between them.',
    age: 'age at which views are compared (default: the greatest at which both were seen)',
    ratio: (ratio: number) => `${ratio.toFixed(2)} times the views`,
    start: 'start it; the stop rule is frozen',
    stop: 'stop it without a decision',
    edit: 'change its name or hypothesis; each change is a version',
    decide: 'stop it and decide by its rule',
    overrule: 'another decision than that of the rule; needs --reason',
    reason: 'why it is overruled; it is kept',
    bothRequired: 'Give --overrule and --reason together.',
    assign: 'tell which variant a unit sees',
    unitId: 'id of the person, post or slot',
    rule: (unitsPerArm: number, days: number | undefined, minimum: number) =>
      `Stop rule: ${counted(unitsPerArm, 'unit')} an arm${days === undefined ? '' : ` (${counted(days, 'day')})`} for a lift of ${minimum}; a look at any time.`,
    versions: (count: number) => counted(count, 'version'),
    decided: (day: string, decision: string, reason: string | undefined) =>
      `${day}: ${decision}${reason === undefined ? '' : `, overruled: ${reason}`}`,
    unknown: (units: number) =>
      `${counted(units, 'unit')} saw a variant that the experiment does not have.`,
  },
  branches: {
    branch: 'branches of the library for an experiment, with a copy of experiments and events',
    create: 'create a branch for an experiment',
    withIt: 'with a branch of the library on this disk to try it on',
    named: (experiment: string) => `Experiment: ${experiment}`,
    list: 'list them, newest first (default)',
    none: 'No branches for experiments. Create one: trendroom experiments branch create ID',
    gone: 'experiment is gone',
    drop: 'delete the branches of an experiment, with their copies of the team database',
    decided: 'of every experiment that is decided or gone',
    oneOrDecided: 'Name an experiment, or give --decided.',
    dropped: (count: number) => `${counted(count, 'branch', 'branches')} deleted.`,
  },
  events: {
    events: 'events of people, and counts of platforms',
    import: 'add events (JSON lines), or with --platform the daily counts of an export (CSV)',
    file: 'file of events, or an export of TikTok Studio or YouTube Studio',
    platform: 'the file is an export of this platform',
    map: 'column of a field of an export: day, post, views, likes or a metric of your own',
    day: 'day of an export that has no column for it (YYYY-MM-DD)',
    count: 'count events by name and day, and what is left out',
    forget: 'delete all events of a person; what comes of them later is not kept',
    person: 'anonymous id of the person',
    none: 'No events.',
    line: (events: number, people: number) =>
      `${counted(events, 'event')} of ${counted(people, 'person', 'people')}`,
    excluded: (left: Record<Left, number>) => `Left out: ${leftOut(left)}.`,
    added: (added: Record<Left, number> & { added: number }) =>
      `${counted(added.added, 'event')} added. Left out: ${leftOut(added)}.`,
    counts: (told: { added: number; updated: number; unchanged: number; rejected: number }) =>
      `${counted(told.added, 'count')} added, ${whole(told.updated)} updated, ${whole(told.unchanged)} unchanged, ${whole(told.rejected)} rejected.`,
    reject: (line: number, message: string) => `  line ${line}: ${message}`,
    forgotten: (removed: number) => `${counted(removed, 'event')} removed.`,
  },
};

type Left = 'bots' | 'duplicates' | 'withoutConsent' | 'forgotten' | 'expired' | 'rejected';

function leftOut(left: Record<Left, number>): string {
  return [
    `${whole(left.bots)} of bots`,
    counted(left.duplicates, 'duplicate'),
    `${whole(left.withoutConsent)} without consent`,
    `${whole(left.forgotten)} of forgotten people`,
    `${whole(left.expired)} past the retention period`,
    `${whole(left.rejected)} unknown or wrong`,
  ].join(', ');
}
