import { Option } from 'commander';
import {
  type BacktestOutcomes,
  type TopicTrend,
  type TrendBasis,
  type TrendStage,
  trendStageSchema,
} from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { commonMessages } from '../../messages/common.ts';
import { trendsMessages as texts } from '../../messages/trends.ts';
import { addPeriod, type PeriodOptions, periodOf } from '../../options/period.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';

type ListOptions = PeriodOptions & { stage?: TrendStage; limit: number };
type BacktestOptions = PeriodOptions & { moments: number };

/** `trends [list]`, `trends backtest`. */
export const addTrendsCommands: AddCommands = (program, globals) => {
  const trends = program.command('trends').description(texts.trends);
  addPeriod(trends.command('list', { isDefault: true }).description(texts.list))
    .addOption(new Option('--stage <stage>', texts.stage).choices(trendStageSchema.options))
    .option('--limit <n>', commonMessages.limit, wholeNumber, 50)
    .action((options: ListOptions) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const list = await client.trends.list(periodOf(options), { signal });
        const { stage, limit } = options;
        const fitting = list.topics.filter((topic) => stage === undefined || topic.stage === stage);
        const shown = fitting.slice(0, limit);
        if (json) return printJson({ ...list, topics: shown });
        const { basis, windowDays, windowStartMs, asOfMs } = list;
        const told = texts.basis(basis.videos, basis.compared);
        printLine(texts.period(windowDays, dayOf(windowStartMs), dayOf(asOfMs), told));
        for (const topic of shown) printTopicTrend(topic);
        if (shown.length === 0)
          printLine(basis.madeAtMs === undefined ? texts.noTopics : texts.none);
        printBasis(basis);
      }),
    );
  addPeriod(trends.command('backtest').description(texts.backtest))
    .option('--moments <n>', texts.moments, wholeNumber, 12)
    .action((options: BacktestOptions) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const input = { ...periodOf(options), moments: options.moments };
        const report = await client.trends.backtest(input, { signal });
        if (json) return printJson(report);
        printLine(texts.backtestOf(report.windowDays, report.moments.length));
        for (const kind of ['called', 'baseline', 'all'] as const) {
          printLine(`  ${texts[kind].padEnd(46)}  ${outcomesOf(report[kind])}`);
        }
      }),
    );
};

/** One topic, for people. */
export function printTopicTrend(topic: TopicTrend): void {
  const { id, label, stage, videos, newVideos, channels, velocity, burst, evidence } = topic;
  printLine(`${id}  ${stage.padEnd(9)}  ${safeText(label)}`);
  const parts = [
    texts.topicLine(videos, newVideos, channels),
    velocity === undefined
      ? texts.noVelocity
      : texts.velocity(rate(velocity.value), rate(velocity.low), rate(velocity.high)),
    ...(burst === undefined ? [] : [texts.burst(dayOf(burst.sinceMs), burst.weight.toFixed(1))]),
  ];
  printLine(`    ${parts.join('; ')}`);
  for (const { videoId, title } of evidence) printLine(`    ${videoId}  ${safeText(title)}`);
}

/** What is missing for a better answer. */
export function printBasis({ source, unseen, snapshots, videos }: TrendBasis): void {
  if (videos > 0 && snapshots === 0) printLine(texts.noSnapshots);
  if (source === 'hashtags') printLine(texts.hashtagsOnly);
  if (source !== undefined && unseen > 0) printLine(texts.unseen(unseen));
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

function rate(value: number): string {
  return compact.format(value);
}

function outcomesOf({ of, rose, stayed }: BacktestOutcomes): string {
  if (of === 0) return texts.noCases;
  const percent = (share: number): string => (share * 100).toFixed(0);
  const shareOf = ({ count, low, high }: BacktestOutcomes['rose']): string =>
    texts.share(percent(count / of), percent(low), percent(high));
  return texts.outcomes(of, shareOf(rose), shareOf(stayed));
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
