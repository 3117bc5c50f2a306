import { type Absence, type VideoMeasures, videoIdSchema } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { commonMessages } from '../../messages/common.ts';
import { memoryMessages } from '../../messages/memory.ts';
import { instant } from '../../options/videoFilters.ts';
import { printJson, printLine } from '../../output.ts';
import { withSession } from '../../session.ts';
import { formatFigure, formatShare } from './formatFigure.ts';

const texts = memoryMessages.measures;
const nameWidth = 56;
const dayMs = 86_400_000;

/** `measures VIDEO`: each measure of a video with its interval, or why there is none. */
export const addMeasuresCommand: AddCommands = (program, globals) => {
  program
    .command('measures')
    .description(texts.measures)
    .argument('<video>', commonMessages.videoId)
    .option('--as-of <date>', memoryMessages.asOf, instant)
    .action((id: string, { asOf: asOfMs }: { asOf?: number }) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const input = { videoId: videoIdSchema.parse(id), asOfMs };
        const measures = await client.memory.measures(input, { signal });
        if (json) printJson(measures);
        else for (const line of linesOf(measures)) printLine(line);
      }),
    );
};

type Measured<Value> = { value: Value } | { absent: Absence };

function line<Value>(
  name: string,
  found: Measured<Value>,
  format: (value: Value) => string,
): string {
  const text = 'absent' in found ? texts.absent(found.absent) : format(found.value);
  return `${name.padEnd(nameWidth)}  ${text}`;
}

function linesOf(measures: VideoMeasures): string[] {
  const { opening } = measures;
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
  return [
    texts.snapshots(measures.snapshots, measures.laterSnapshots),
    line(texts.velocity, measures.velocity, ({ value, low, high, fromMs, toMs }) => {
      const [shown, from, to] = [value, low, high].map(formatFigure);
      const rate = texts.perHour(shown ?? '', from ?? '', to ?? '');
      return `${rate}, ${texts.between(day(fromMs), day(toMs))}`;
    }),
    ...measures.outliers.map(({ definition, result }) =>
      line(memoryMessages.definitions[definition], result, ({ score, low, high, n }) =>
        texts.outlier(formatFigure(score), formatFigure(low), formatFigure(high), n),
      ),
    ),
    ...measures.engagement.map(({ variant, result }) =>
      line(memoryMessages.variants[variant], result, ({ value, low, high, counted }) =>
        texts.ratio(formatShare(value), formatShare(low), formatShare(high), counted.join(', ')),
      ),
    ),
    line(texts.halfLife, measures.halfLife, ({ valueMs, lowMs, highMs, basis }) => {
      const [value, low, high] = [valueMs, lowMs, highMs].map((ms) => formatFigure(ms / dayMs));
      return texts.days(value ?? '', low ?? '', high ?? '', basis);
    }),
    line(texts.freshness, measures.freshness, ({ value, low, high }) =>
      texts.interval(formatFigure(value), formatFigure(low), formatFigure(high)),
    ),
    ...(opening === undefined
      ? []
      : [`${texts.opening.padEnd(nameWidth)}  ${opening.patterns.join(', ') || texts.noPattern}`]),
  ];
}
