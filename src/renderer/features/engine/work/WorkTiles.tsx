import type { EngineStats } from '../../../../contract/index.ts';
import { formatRate, formatSeconds, formatWhole, hitPercent } from '../engineWords.ts';
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
    { name: 'In work', value: formatWhole(requests.running), note: 'answers at the same time' },
    { name: 'Waiting', value: formatWhole(requests.waiting), note: 'until there is a place' },
    {
      name: 'Writing',
      value: formatRate(tokens.generatedPerSecond),
      unit: 'tokens/s',
      note: `${formatWhole(tokens.generated)} written since the start`,
    },
    {
      name: 'Reading',
      value: formatRate(tokens.promptPerSecond),
      unit: 'tokens/s',
      note: `${formatWhole(tokens.prompt)} read since the start`,
    },
    {
      name: 'First word after',
      value: median === undefined ? '–' : formatSeconds(median),
      note:
        slow === undefined
          ? 'nothing measured yet'
          : `typically; 95 % within ${formatSeconds(slow)}`,
    },
    {
      name: 'Already in memory',
      value: percent === undefined ? '–' : `${percent} %`,
      note: percent === undefined ? 'no prompt read yet' : 'of prompt words, not read again',
    },
    {
      name: 'Set aside',
      value: formatWhole(requests.preemptions),
      note: 'to make room; each goes on later',
    },
    {
      name: 'Finished',
      value: formatWhole(requests.finished),
      note: `${formatWhole(requests.failed)} failed, ${formatWhole(requests.cancelled)} cancelled`,
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
