import { ChartNoAxesColumn, FolderMinus, FolderPlus, Trash2, X } from 'lucide-react';
import type { VideoId } from '../../../../contract/index.ts';
import { useIsOffline } from '../../../client/jobs/jobs.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { selectOnly } from '../libraryView.ts';
import type { ListKeys } from '../list/pages/useVideoList.ts';
import { WorkButton } from '../work/WorkButton.tsx';
import { useObserveCounts } from './useObserveCounts.ts';

/** What can be done with the selected videos; floats over the list so that nothing moves. */
export function SelectionBar({
  videoIds,
  keys,
}: {
  videoIds: readonly VideoId[];
  keys: Pick<ListKeys, 'remove' | 'collect' | 'removeFromCollection'>;
}): React.JSX.Element {
  const { observe, done } = useObserveCounts();
  const offline = useIsOffline();
  return (
    <section
      aria-label={libraryMessages.selectionBar.label}
      className="absolute bottom-4 left-1/2 z-20 flex -translate-x-1/2 items-center gap-2 rounded-panel bg-raised py-1.5 pr-1.5 pl-4 shadow-floating"
    >
      <p role="status" className="mr-2 whitespace-nowrap font-medium text-ink">
        {libraryMessages.selectionBar.selected(videoIds.length)}
      </p>
      <Button size="small" icon={<FolderPlus size={14} />} onClick={keys.collect}>
        {libraryMessages.selectionBar.addToCollection}
      </Button>
      {keys.removeFromCollection !== undefined && (
        <Button size="small" icon={<FolderMinus size={14} />} onClick={keys.removeFromCollection}>
          {libraryMessages.selectionBar.removeFromCollection}
        </Button>
      )}
      <Button
        size="small"
        icon={<ChartNoAxesColumn size={14} />}
        disabled={offline || done !== undefined}
        onClick={() => observe(videoIds)}
      >
        {done === undefined
          ? libraryMessages.selectionBar.observe
          : libraryMessages.selectionBar.observing(done, videoIds.length)}
      </Button>
      {offline && <p className="text-small text-ink-3">{libraryMessages.selectionBar.offline}</p>}
      <WorkButton videoIds={videoIds} />
      <Button kind="danger" size="small" icon={<Trash2 size={14} />} onClick={keys.remove}>
        {libraryMessages.selectionBar.remove}
      </Button>
      <IconButton
        label={libraryMessages.selectionBar.clear}
        shortcut={libraryMessages.selectionBar.esc}
        icon={<X size={15} />}
        onClick={() => selectOnly([])}
      />
    </section>
  );
}
