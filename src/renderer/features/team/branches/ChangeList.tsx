import type { BranchChange } from '../../../../contract/index.ts';
import { teamBranchesMessages } from '../../../messages/team/teamBranches.ts';
import { Badge, type BadgeTone } from '../../../ui/Badge.tsx';
import { VirtualList } from '../../../ui/VirtualList.tsx';
import { kindLabel } from './branchLabels.ts';

const tones: Record<BranchChange['how'], BadgeTone> = {
  added: 'good',
  changed: 'neutral',
  removed: 'bad',
};
const words: Record<BranchChange['how'], string> = {
  added: teamBranchesMessages.changeList.added,
  changed: teamBranchesMessages.changeList.changed,
  removed: teamBranchesMessages.changeList.removed,
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
  return (
    <VirtualList
      label={teamBranchesMessages.changeList.changes}
      count={changes.length}
      rowHeight={56}
      className="-mx-5 h-[min(46vh,420px)] border-y border-line"
    >
      {(index) => {
        const change = changes[index];
        return (
          change !== undefined && (
            <Change change={change} chosen={isChosen(change)} onToggle={onToggle} />
          )
        );
      }}
    </VirtualList>
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
          {conflict && <Badge tone="caution">{teamBranchesMessages.changeList.conflict}</Badge>}
        </span>
        <span className="text-small text-ink-3">
          {kindLabel(change)}
          {how === 'changed' && fields.length > 0 && teamBranchesMessages.changeList.fields(fields)}
        </span>
        {how === 'changed' &&
          texts.map(({ field, before, after }) => (
            <span key={field} dir="auto" className="text-small [overflow-wrap:anywhere]">
              <del className="text-ink-3">
                {before === '' ? teamBranchesMessages.changeList.nothing : before}
              </del>{' '}
              <ins className="text-ink no-underline">
                {after === '' ? teamBranchesMessages.changeList.nothing : after}
              </ins>
            </span>
          ))}
      </span>
    </label>
  );
}
