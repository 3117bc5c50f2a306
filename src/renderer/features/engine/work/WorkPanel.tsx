import type { EngineStats } from '../../../../contract/index.ts';
import { engineMessages } from '../../../messages/work/engine.ts';
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
    <Panel title={engineMessages.workPanel.title} note={engineMessages.workPanel.note}>
      <WorkTiles stats={stats} />
      <div className="mt-4 grid grid-cols-2 gap-6">
        <HistoryChart
          title={engineMessages.workPanel.throughput}
          history={history}
          value={generatedPerSecond}
          minTop={10}
        />
        <HistoryChart
          title={engineMessages.workPanel.blocks}
          history={history}
          value={usedBlocks}
          minTop={20}
        />
      </div>
    </Panel>
  );
}
