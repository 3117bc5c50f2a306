import {
  type Absence,
  defaultOutlierDefinition,
  type VideoMeasures,
} from '../../../contract/index.ts';
import { formatDay, formatDayAndTime } from '../../client/formats/format.ts';
import { measuresMessages } from '../../messages/measures.ts';
import { formatMeasure, formatPercent } from './formatMeasure.ts';

/** A line of the panel: a number with its span, or why there is none. */
export interface MeasureRow {
  name: string;
  /** Its definition, for the tooltip. */
  meaning: string;
  value?: string;
  span?: string;
  absent?: string;
}

type Measured<Value> = { value: Value } | { absent: Absence };

const dayMs = 86_400_000;
const days = (ms: number): string => measuresMessages.halfLife.days(formatMeasure(ms / dayMs));

/** The measures that are asked for first, and the others. */
export function measureRows(measures: VideoMeasures): { main: MeasureRow[]; others: MeasureRow[] } {
  const outliers = measures.outliers.map((outlier) => ({
    isMain: outlier.definition === defaultOutlierDefinition,
    row: outlierRow(outlier),
  }));
  const engagement = measures.engagement.map((one) => ({
    isMain: one.variant === 'interactions-per-view',
    row: engagementRow(one),
  }));
  const rows = (wanted: boolean, all: typeof outliers): MeasureRow[] =>
    all.filter(({ isMain }) => isMain === wanted).map(({ row }) => row);
  return {
    main: [
      ...rows(true, outliers),
      velocityRow(measures.velocity),
      ...rows(true, engagement),
      halfLifeRow(measures.halfLife),
      freshnessRow(measures.freshness),
      ...openingRows(measures.opening),
    ],
    others: [...rows(false, outliers), ...rows(false, engagement)],
  };
}

function rowOf<Value>(
  named: Pick<MeasureRow, 'name' | 'meaning'>,
  found: Measured<Value>,
  describe: (value: Value) => Partial<MeasureRow>,
): MeasureRow {
  if ('absent' in found) return { ...named, absent: measuresMessages.absences[found.absent] };
  return { ...named, ...describe(found.value) };
}

function outlierRow({ definition, result }: VideoMeasures['outliers'][number]): MeasureRow {
  const { name, meaning } = measuresMessages.definitions[definition];
  return rowOf({ name, meaning }, result, ({ score, low, high, n }) => ({
    value:
      definition === defaultOutlierDefinition
        ? measuresMessages.times(formatMeasure(score))
        : formatMeasure(score),
    span: measuresMessages.intervalOf(formatMeasure(low), formatMeasure(high), n),
    meaning: `${meaning} ${measuresMessages.bootstrap(formatMeasure(low), formatMeasure(high), n)}`,
  }));
}

function velocityRow(velocity: VideoMeasures['velocity']): MeasureRow {
  const { name, meaning, between } = measuresMessages.velocity;
  return rowOf({ name, meaning }, velocity, ({ value, low, high, fromMs, toMs }) => ({
    value: measuresMessages.perHour(formatMeasure(value)),
    span: measuresMessages.interval(formatMeasure(low), formatMeasure(high)),
    meaning: `${meaning} ${between(formatDayAndTime(fromMs), formatDayAndTime(toMs))}.`,
  }));
}

function engagementRow({ variant, result }: VideoMeasures['engagement'][number]): MeasureRow {
  const name = measuresMessages.variants[variant];
  return rowOf({ name, meaning: name }, result, ({ value, low, high, counted, observedAtMs }) => ({
    value: formatPercent(value),
    ...(low < high && { span: measuresMessages.interval(formatPercent(low), formatPercent(high)) }),
    meaning: measuresMessages.engagement(counted, formatDay(observedAtMs)),
  }));
}

function halfLifeRow(halfLife: VideoMeasures['halfLife']): MeasureRow {
  const { name, meaning } = measuresMessages.halfLife;
  return rowOf({ name, meaning: meaning.interactions }, halfLife, (found) => ({
    value: days(found.valueMs),
    span: measuresMessages.interval(days(found.lowMs), days(found.highMs)),
    meaning: meaning[found.basis],
  }));
}

function freshnessRow(freshness: VideoMeasures['freshness']): MeasureRow {
  return rowOf(measuresMessages.freshness, freshness, ({ value, low, high }) => ({
    value: formatMeasure(value),
    span: measuresMessages.interval(formatMeasure(low), formatMeasure(high)),
  }));
}

function openingRows(opening: VideoMeasures['opening']): MeasureRow[] {
  if (opening === undefined) return [];
  const { name, meaning, none } = measuresMessages.opening;
  const named = { name, meaning: meaning(opening.rules, opening.text) };
  const patterns = opening.patterns.map((pattern) => measuresMessages.patterns[pattern]);
  return [
    { ...named, ...(patterns.length === 0 ? { absent: none } : { value: patterns.join(', ') }) },
  ];
}
