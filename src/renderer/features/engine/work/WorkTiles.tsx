import type { EngineStats } from '../../../../contract/index.ts';
import { engineMessages } from '../../../messages/work/engine.ts';
import { formatRate, formatSeconds, formatWhole, hitPercent } from '../engineLabels.ts';
import { quantileSeconds } from './quantileSeconds.ts';

interface TileEntry {
  name: string;
  value: string;
  unit?: string;
  note: string;
}

/** The engine's work in numbers, each with what it means. */
export function WorkTiles({ stats }: { stats: EngineStats }): React.JSX.Element {
  return (
    <dl className="grid grid-cols-4 gap-px overflow-hidden rounded-control border border-line bg-line">
      {tilesOf(stats).map((tile) => (
        <Tile key={tile.name} {...tile} />
      ))}
    </dl>
  );
}

function tilesOf(stats: EngineStats): TileEntry[] {
  const { requests, tokens, timeToFirstToken } = stats;
  const median = quantileSeconds(timeToFirstToken, 0.5);
  const slow = quantileSeconds(timeToFirstToken, 0.95);
  const percent = hitPercent(stats);
  return [
    {
      name: engineMessages.workTiles.running,
      value: formatWhole(requests.running),
      note: engineMessages.workTiles.runningNote,
    },
    {
      name: engineMessages.workTiles.waiting,
      value: formatWhole(requests.waiting),
      note: engineMessages.workTiles.waitingNote,
    },
    {
      name: engineMessages.workTiles.generation,
      value: formatRate(tokens.generatedPerSecond),
      unit: 'tokens/s',
      note: engineMessages.workTiles.generated(formatWhole(tokens.generated)),
    },
    {
      name: engineMessages.workTiles.prompt,
      value: formatRate(tokens.promptPerSecond),
      unit: 'tokens/s',
      note: engineMessages.workTiles.processed(formatWhole(tokens.prompt)),
    },
    {
      name: engineMessages.workTiles.timeToFirstToken,
      value: median === undefined ? '–' : formatSeconds(median),
      note:
        slow === undefined
          ? engineMessages.workTiles.notMeasured
          : engineMessages.workTiles.percentile(formatSeconds(slow)),
    },
    {
      name: engineMessages.workTiles.hitRate,
      value: percent === undefined ? '–' : `${percent} %`,
      note:
        percent === undefined
          ? engineMessages.workTiles.noPrompt
          : engineMessages.workTiles.hitRateNote,
    },
    {
      name: engineMessages.workTiles.preempted,
      value: formatWhole(requests.preemptions),
      note: engineMessages.workTiles.preemptedNote,
    },
    {
      name: engineMessages.workTiles.finished,
      value: formatWhole(requests.finished),
      note: engineMessages.workTiles.failedAndCancelled(
        formatWhole(requests.failed),
        formatWhole(requests.cancelled),
      ),
    },
  ];
}

function Tile({ name, value, unit, note }: TileEntry): React.JSX.Element {
  return (
    <div className="flex min-w-0 flex-col bg-panel px-3 py-2.5">
      <dt className="text-small text-ink-2">{name}</dt>
      <dd className="text-title font-semibold text-ink">
        {value}
        {unit !== undefined && <span className="text-small font-normal text-ink-3"> {unit}</span>}
      </dd>
      <dd className="truncate text-small text-ink-3" title={note}>
        {note}
      </dd>
    </div>
  );
}
