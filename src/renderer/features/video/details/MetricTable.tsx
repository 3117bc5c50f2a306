import { formatDay, formatDayAndTime } from '../../../client/formats/format.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import type { MetricPoint } from './metricPoints.ts';

/** The chart for those who do not see it. */
export function MetricTable({
  points,
  label,
}: {
  points: readonly MetricPoint[];
  label: string;
}): React.JSX.Element {
  return (
    <table className="sr-only">
      <caption>{videoMessages.metricTable.overTime(label)}</caption>
      <thead>
        <tr>
          <th scope="col">{videoMessages.metricTable.observed}</th>
          <th scope="col">{label}</th>
        </tr>
      </thead>
      <tbody>
        {points.map(({ atMs, count }) => (
          <tr key={atMs}>
            <td>
              {formatDay(atMs)}, {formatDayAndTime(atMs).split(', ').at(-1)}
            </td>
            <td>{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
