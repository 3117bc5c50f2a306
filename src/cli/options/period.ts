import { type Command, InvalidArgumentError } from 'commander';
import { libraryMessages } from '../messages/library.ts';
import { trendsMessages } from '../messages/trends.ts';
import { instant } from './videoFilters.ts';

export interface PeriodOptions {
  window: number;
  asOf?: number;
  platform?: string;
  language?: string;
}

const maxDays = 365;
const dayMs = 86_400_000;

/** Adds the options that say which period is looked at; {@link periodOf} reads them. */
export function addPeriod(command: Command): Command {
  return command
    .option('--window <days>', trendsMessages.window, days, 28)
    .option('--as-of <date>', trendsMessages.asOf, endOfDay)
    .option('--platform <name>', libraryMessages.videoFilters.platform)
    .option('--language <tag>', libraryMessages.videoFilters.language);
}

/** The contract's input for the options of {@link addPeriod}. */
export function periodOf({ window, asOf, platform, language }: PeriodOptions) {
  return {
    windowDays: window,
    ...(asOf !== undefined && { asOfMs: asOf }),
    ...(platform !== undefined && { platform }),
    ...(language !== undefined && { language }),
  };
}

/** Days of `28d`, `28` or `4w`. */
export function days(text: string): number {
  const [, count = '', unit] = /^(\d{1,4})([dw]?)$/.exec(text) ?? [];
  const number = Number(count) * (unit === 'w' ? 7 : 1);
  if (count === '' || number < 1 || number > maxDays) {
    throw new InvalidArgumentError(trendsMessages.windowRequired);
  }
  return number;
}

/** A date without a time means all of that day. */
export function endOfDay(text: string): number {
  const atMs = instant(text);
  return /^\d{4}-\d\d-\d\d$/.test(text) ? atMs + dayMs - 1 : atMs;
}
