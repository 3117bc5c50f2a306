import type { JobDto } from '../../../shared/index.ts';
import { formatDuration } from '../../client/format.ts';

const colours: Record<JobDto['stages'][number]['state'], string> = {
  done: 'bg-good',
  running: 'bg-accent',
  failed: 'bg-bad',
  waiting: 'bg-line-strong',
};

/** The stages of a job as one bar, each with its name and time when pointed at. */
export function StageBar({ stages }: Pick<JobDto, 'stages'>): React.JSX.Element {
  return (
    <ol className="flex h-1.5 gap-px" aria-label="Stages">
      {stages.map(({ name, state, fraction, durationMs }) => {
        const time = durationMs === undefined ? '' : `, ${formatDuration(durationMs)}`;
        return (
          <li
            key={name}
            title={`${name}: ${state}${time}`}
            className="relative flex-1 overflow-hidden bg-line first:rounded-l-round last:rounded-r-round"
          >
            <span className="sr-only">{`${name}: ${state}${time}`}</span>
            <span
              aria-hidden="true"
              className={`absolute inset-y-0 left-0 transition-[width] duration-200 ${colours[state]}`}
              style={{
                width: state === 'waiting' ? 0 : `${(state === 'running' ? fraction : 1) * 100}%`,
              }}
            />
          </li>
        );
      })}
    </ol>
  );
}
