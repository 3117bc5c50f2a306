import { type Command, Option } from 'commander';
import {
  modelIdSchema,
  type ReportKind,
  type ReportRequest,
  type ReportSubject,
  reportKindSchema,
} from '../../../contract/index.ts';
import { reportsMessages as texts } from '../../messages/reports.ts';
import { days, endOfDay } from '../../options/period.ts';

export interface RequestOptions {
  kind?: ReportKind;
  topic?: string[];
  channel?: string[];
  product?: string[];
  asOf?: number;
  window?: number;
  /** False: `--no-model`. True where neither was given. */
  model?: string | boolean;
}

/** Adds the options that say what a report is made of; {@link requestOf} reads them. */
export function addRequestOptions(command: Command): Command {
  return command
    .addOption(new Option('--kind <kind>', texts.kind).choices(reportKindSchema.options))
    .option('--topic <topic>', texts.topic, collect)
    .option('--channel <name>', texts.channel, collect)
    .option('--product <name>', texts.product, collect)
    .option('--as-of <date>', texts.asOf, endOfDay)
    .option('--window <days>', texts.window, days)
    .option('--model <id>', texts.model)
    .option('--no-model', texts.noModel);
}

/** The request of the options of {@link addRequestOptions}; a weekly one of none. */
export function requestOf(options: RequestOptions): ReportRequest {
  const { kind = 'weekly', asOf, window = 7, model = true } = options;
  const named = (of: ReportSubject['kind'], names: readonly string[] = []): ReportSubject[] =>
    names.map((name) => ({ kind: of, name }));
  return {
    kind,
    subjects: [
      ...named('topic', options.topic),
      ...named('channel', options.channel),
      ...named('product', options.product),
    ],
    windowDays: window,
    ...(asOf !== undefined && { asOfMs: asOf }),
    withModel: model !== false,
    ...(typeof model === 'string' && { modelId: modelIdSchema.parse(model) }),
  };
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}
