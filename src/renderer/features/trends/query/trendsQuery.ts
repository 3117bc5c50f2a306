import { type TrendStage, trendStageSchema } from '../../../../contract/index.ts';

export const sortKeys = ['stage', 'label', 'velocity', 'newVideos', 'videos', 'channels'] as const;
export type TopicSort = (typeof sortKeys)[number];

export const periods = ['7', '28', '90', '365'] as const;
export type PeriodDays = (typeof periods)[number];

/** What the trends show, as it stands in the address. */
export interface TrendsQuery {
  days: PeriodDays;
  /** A day, `YYYY-MM-DD`; now when left out. */
  asOf: string | undefined;
  platform: string | undefined;
  language: string | undefined;
  stage: TrendStage | undefined;
  /** The id of a theme. */
  theme: string | undefined;
  sort: TopicSort;
  direction: 'ascending' | 'descending';
}

const usualDays: PeriodDays = '28';
const usualSort: TopicSort = 'stage';

/** The query of an address; what it does not understand there is left out. */
export function readTrendsQuery(parameters: URLSearchParams): TrendsQuery {
  const get = (name: string): string | undefined =>
    parameters.get(name)?.slice(0, 100) || undefined;
  const sort = sortKeys.find((key) => key === get('sort')) ?? usualSort;
  const direction = get('direction');
  return {
    days: periods.find((days) => days === get('days')) ?? usualDays,
    asOf: asOfMs(get('asOf')) === undefined ? undefined : get('asOf'),
    platform: get('platform'),
    language: get('language')?.slice(0, 35),
    stage: trendStageSchema.safeParse(get('stage')).data,
    theme: get('theme'),
    sort,
    direction:
      direction === 'ascending' || direction === 'descending' ? direction : usualDirection(sort),
  };
}

/** The address of a query; what is as usual is left out. */
export function writeTrendsQuery(query: TrendsQuery): URLSearchParams {
  const entries: [string, string | undefined][] = [
    ['days', query.days === usualDays ? undefined : query.days],
    ['asOf', query.asOf],
    ['platform', query.platform],
    ['language', query.language],
    ['stage', query.stage],
    ['theme', query.theme],
    ['sort', query.sort === usualSort ? undefined : query.sort],
    ['direction', query.direction === usualDirection(query.sort) ? undefined : query.direction],
  ];
  const parameters = new URLSearchParams();
  for (const [name, value] of entries) if (value !== undefined) parameters.set(name, value);
  return parameters;
}

/** The host's input for a query. */
export function periodInput({ days, asOf, platform, language }: TrendsQuery) {
  const atMs = asOfMs(asOf);
  return {
    windowDays: Number(days),
    ...(atMs !== undefined && { asOfMs: atMs }),
    ...(platform !== undefined && { platform }),
    ...(language !== undefined && { language }),
  };
}

/** Names from A on, stages from what rises on; all else with the most first. */
export function usualDirection(sort: TopicSort): 'ascending' | 'descending' {
  return sort === 'label' || sort === 'stage' ? 'ascending' : 'descending';
}

/** A local day as the field for dates has it. */
export function dayText(atMs: number): string {
  const date = new Date(atMs);
  const two = (part: number): string => `${part}`.padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The end of a local day. */
function asOfMs(day: string | undefined): number | undefined {
  const [, year, month, date] =
    /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.exec(day ?? '') ?? [];
  if (year === undefined) return undefined;
  const next = new Date(Number(year), Number(month) - 1, Number(date) + 1).getTime();
  return Number.isNaN(next) ? undefined : next - 1;
}
