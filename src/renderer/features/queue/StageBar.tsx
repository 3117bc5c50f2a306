import type { JobDto, JobState, StageState } from '../../../contract/index.ts';
import { stageName } from '../../client/formats/stageName.ts';

/** The stages of a job as one bar. A picture only: the words beside it say the same. */
export function StageBar({ state, stages }: Pick<JobDto, 'state' | 'stages'>): React.JSX.Element {
  return (
    <div aria-hidden="true" className="flex h-1.5 gap-px">
      {stages.map((stage) => (
        <span
          key={stage.name}
          title={stageName(stage.name)}
          className="relative flex-1 overflow-hidden bg-line first:rounded-l-round last:rounded-r-round"
        >
          <span
            className={`absolute inset-y-0 left-0 transition-[width] duration-200 ${colourOf(stage.state, state)}`}
            style={{ width: stage.state === 'running' ? `${stage.fraction * 100}%` : '100%' }}
          />
        </span>
      ))}
    </div>
  );
}

/** Colour is for what moves, for what went wrong, and for what is finished. */
function colourOf(stage: StageState, job: JobState): string {
  if (stage === 'waiting') return 'bg-line';
  if (stage === 'failed') return 'bg-bad';
  if (job === 'running') return 'bg-accent';
  return job === 'done' ? 'bg-good/40' : 'bg-line-strong';
}
