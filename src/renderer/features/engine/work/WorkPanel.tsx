import type { EngineStats } from '../../../../contract/index.ts';
import { Panel } from '../../../ui/Panel.tsx';
import type { EngineSample } from '../engineHistory.ts';
import { HistoryChart } from './HistoryChart.tsx';
import { WorkTiles } from './WorkTiles.tsx';

const generatedPerSecond = (sample: EngineSample): number => sample.generatedPerSecond;
const usedBlocks = (sample: EngineSample): number => sample.usedBlocks;

/** What the engine does now, has done, and how the last minutes went. */
export function WorkPanel({
  stats,
  history,
}: {
  stats: EngineStats;
  history: readonly EngineSample[];
}): React.JSX.Element {
  return (
    <Panel title="Work" note="Speeds are of the last ten seconds, counts since the engine started.">
      <WorkTiles stats={stats} />
      <div className="mt-4 grid grid-cols-2 gap-6">
        <HistoryChart
          title="Tokens written a second"
          history={history}
          value={generatedPerSecond}
          minTop={10}
        />
        <HistoryChart title="Blocks in use" history={history} value={usedBlocks} minTop={20} />
      </div>
    </Panel>
  );
}
