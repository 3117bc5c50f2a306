import type { Retention } from '../../../contract/index.ts';

export type Group = Retention['groups'][number];

/** Curves that can be told apart at a time. */
export const mostCurves = 5;

/** Steps of several groups on one axis of times: each keeps its value until its next time. */
export interface Curves {
  times: number[];
  curves: {
    group: string;
    survival: (number | null)[];
    low: (number | null)[];
    high: (number | null)[];
  }[];
}

/** A curve begins at time 0 with everybody and ends with its last time. */
export function curvesOf(groups: readonly Group[]): Curves {
  const times = [
    ...new Set([0, ...groups.flatMap(({ points }) => points.map(({ time }) => time))]),
  ].toSorted((one, other) => one - other);
  return {
    times,
    curves: groups.map(({ group, points }) => {
      const end = points.at(-1)?.time ?? 0;
      let next = 0;
      let held = { survival: 1, low: 1, high: 1 };
      const values = times.map((time) => {
        for (let point = points[next]; point !== undefined && point.time <= time; next++) {
          held = point;
          point = points[next + 1];
        }
        return time > end ? undefined : held;
      });
      return {
        group,
        survival: values.map((value) => value?.survival ?? null),
        low: values.map((value) => value?.low ?? null),
        high: values.map((value) => value?.high ?? null),
      };
    }),
  };
}

/** Every point of every group, as a table that other programs read. */
export function curvesCsv(groups: readonly Group[], columns: readonly string[]): string {
  const lines = groups.flatMap(({ group, points }) =>
    points.map(({ time, atRisk, ended, survival, low, high }) =>
      [quoted(group), time, atRisk, ended, survival, low, high].join(','),
    ),
  );
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

/** RFC 4180; a name that a spreadsheet would calculate gets an apostrophe. */
function quoted(name: string): string {
  const safe = /^[=+\-@\t]/.test(name) ? `'${name}` : name;
  return `"${safe.replaceAll('"', '""')}"`;
}
