import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { BranchChange } from '../../../../shared/index.ts';
import { Badge, type BadgeTone } from '../../../primitives/Badge.tsx';
import { kindWords } from './branchWords.ts';

const rowHeight = 56;
const tones: Record<BranchChange['how'], BadgeTone> = {
  added: 'good',
  changed: 'neutral',
  removed: 'bad',
};
const words: Record<BranchChange['how'], string> = {
  added: 'Added',
  changed: 'Changed',
  removed: 'Removed',
};

/** Changes of a branch, each to be ticked. */
export function ChangeList({
  changes,
  isChosen,
  onToggle,
}: {
  changes: readonly BranchChange[];
  isChosen(change: BranchChange): boolean;
  onToggle(key: string): void;
}): React.JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: changes.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  return (
    <div ref={scroller} className="-mx-5 h-[min(46vh,420px)] overflow-y-auto border-y border-line">
      <ul aria-label="Changes" className="relative" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, key, start }) => {
          const change = changes[index];
          return (
            change !== undefined && (
              <li
                key={key}
                ref={list.measureElement}
                data-index={index}
                aria-setsize={changes.length}
                aria-posinset={index + 1}
                className="absolute inset-x-0 top-0 border-b border-line"
                style={{ transform: `translateY(${start}px)` }}
              >
                <Change change={change} chosen={isChosen(change)} onToggle={onToggle} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function Change({
  change,
  chosen,
  onToggle,
}: {
  change: BranchChange;
  chosen: boolean;
  onToggle(key: string): void;
}): React.JSX.Element {
  const { key, label, how, fields, texts, conflict, id } = change;
  return (
    <label className="flex cursor-pointer items-start gap-3 px-5 py-2 hover:bg-hover">
      <input
        type="checkbox"
        checked={chosen}
        onChange={() => onToggle(key)}
        className="mt-1 size-4 shrink-0 accent-accent"
      />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex items-center gap-2">
          <span dir="auto" className="min-w-0 truncate text-ink" title={label}>
            {label === '' ? id : label}
          </span>
          <Badge tone={tones[how]}>{words[how]}</Badge>
          {conflict && <Badge tone="caution">Changed in the library, too</Badge>}
        </span>
        <span className="text-small text-ink-3">
          {kindWords(change)}
          {how === 'changed' && fields.length > 0 && `: ${fields.join(', ')}`}
        </span>
        {how === 'changed' &&
          texts.map(({ field, before, after }) => (
            <span key={field} dir="auto" className="text-small [overflow-wrap:anywhere]">
              <del className="text-ink-3">{before === '' ? 'nothing' : before}</del>{' '}
              <ins className="text-ink no-underline">{after === '' ? 'nothing' : after}</ins>
            </span>
          ))}
      </span>
    </label>
  );
}
