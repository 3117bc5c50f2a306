import type { EngineStats } from '../../../../contract/index.ts';
import { formatBytes } from '../../../client/formats/format.ts';
import { engineMessages } from '../../../messages/work/engine.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { formatWhole } from '../engineLabels.ts';
import { type BlockPart, blockParts } from './blockParts.ts';

/** What the memory of the answers is held for now. */
export function BlocksPanel({ stats }: { stats: EngineStats }): React.JSX.Element {
  const { blocks, plan, prefixCache } = stats;
  const parts = blockParts(blocks);
  const blockBytes = blocks.tokensPerBlock * (plan?.bytesPerToken ?? 0);
  return (
    <Panel
      title={engineMessages.blocksPanel.title}
      note={
        blocks.total === 0
          ? engineMessages.blocksPanel.notLoaded
          : engineMessages.blocksPanel.blocksOfTokens(
              formatWhole(blocks.total),
              blocks.tokensPerBlock,
            )
      }
    >
      <Bar parts={parts} total={blocks.total} />
      <table className="mt-3 w-full text-left">
        <thead className="sr-only">
          <tr>
            <th scope="col">{engineMessages.blocksPanel.use}</th>
            <th scope="col">{engineMessages.blocksPanel.meaning}</th>
            <th scope="col">{engineMessages.blocksPanel.blocks}</th>
            <th scope="col">{engineMessages.blocksPanel.memory}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ name, meaning, blocks: count, colour }) => (
            <tr key={name} className="h-7 border-t border-line first:border-t-0">
              <th scope="row" className="w-40 font-normal whitespace-nowrap text-ink">
                <span
                  aria-hidden="true"
                  className={`mr-2 inline-block size-2 rounded-round ${colour}`}
                />
                {name}
              </th>
              <td className="text-small text-ink-3">{meaning}</td>
              <td className="w-16 text-right text-ink">{formatWhole(count)}</td>
              <td className="w-20 text-right text-small text-ink-3">
                {formatBytes(count * blockBytes)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-auto border-t border-line pt-2 text-small text-ink-3">
        {savedPrefixesLabel(prefixCache)}
      </p>
    </Panel>
  );
}

function savedPrefixesLabel({ savedPrefixes, savedBytes }: EngineStats['prefixCache']): string {
  if (savedPrefixes === 0) return engineMessages.blocksPanel.noneSaved;
  return engineMessages.blocksPanel.saved(savedPrefixes, formatBytes(savedBytes));
}

/** The blocks as one stacked bar; the table below says the same in words. */
function Bar({ parts, total }: { parts: BlockPart[]; total: number }): React.JSX.Element {
  return (
    <div aria-hidden="true" className="flex h-4 overflow-hidden rounded-control bg-sunken">
      {parts
        .filter(({ blocks }) => blocks > 0)
        .map(({ name, blocks, colour }) => (
          <div
            key={name}
            className={`min-w-0.5 border-r border-panel transition-[width] duration-200 ease-calm last:border-r-0 ${colour}`}
            style={{ width: `${(blocks / total) * 100}%` }}
          />
        ))}
    </div>
  );
}
