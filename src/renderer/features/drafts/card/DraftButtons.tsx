import {
  Copy,
  EllipsisVertical,
  ListOrdered,
  Merge,
  Pencil,
  Quote,
  RefreshCw,
  Star,
  X,
} from 'lucide-react';
import type { Citation, Draft } from '../../../../contract/index.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu } from '../../../ui/overlays/Menu.tsx';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';
import type { DraftActions } from '../useDraftActions.ts';
import { askWhyRejected, editDraft, useCardMode } from './cardMode.ts';
import { citedText } from './citedText.ts';

const texts = draftsMessages.draftCard;

/** What a person can do with a draft; each has its key. */
export function DraftButtons({
  draft,
  number,
  evidence,
  actions,
}: {
  draft: Draft;
  number: number;
  evidence: readonly Citation[];
  actions: DraftActions;
}): React.JSX.Element {
  const merging = useCardMode((mode) => mode.merging);
  const isStarred = draft.starredAtMs !== undefined;
  return (
    <>
      <IconButton
        label={texts.star(number)}
        shortcut="S"
        pressed={isStarred}
        icon={<Star size={14} fill={isStarred ? 'currentColor' : 'none'} />}
        onClick={() => actions.toggleStar(draft)}
      />
      <IconButton
        label={texts.edit(number)}
        shortcut="E"
        icon={<Pencil size={14} />}
        onClick={() => editDraft(draft.id)}
      />
      <IconButton
        label={texts.regenerate(number)}
        shortcut="R"
        icon={<RefreshCw size={14} />}
        onClick={() => actions.regenerate(draft, 'same')}
      />
      {draft.rejected === undefined && (
        <IconButton
          label={texts.reject(number)}
          shortcut="X"
          icon={<X size={14} />}
          onClick={() => askWhyRejected(draft.id)}
        />
      )}
      <IconButton
        label={texts.copy(number)}
        icon={<Copy size={14} />}
        onClick={() => copy(draft.text, texts.copied)}
      />
      <Menu
        trigger={<IconButton label={texts.more(number)} icon={<EllipsisVertical size={14} />} />}
        items={[
          {
            label: draft.outline === undefined ? texts.outline : texts.outlineAgain,
            icon: <ListOrdered size={14} />,
            onSelect: () => actions.outline(draft),
          },
          {
            label: texts.regenerateOther,
            icon: <RefreshCw size={14} />,
            onSelect: () => actions.regenerate(draft, 'other'),
          },
          {
            label: merging === undefined || merging === draft.id ? texts.merge : texts.mergeWith,
            icon: <Merge size={14} />,
            onSelect: () => actions.merge(draft),
          },
          {
            label: texts.copyCited,
            icon: <Quote size={14} />,
            onSelect: () => copy(citedText(draft, evidence), texts.copiedCited),
          },
        ]}
      />
    </>
  );
}

function copy(text: string, done: string): void {
  navigator.clipboard.writeText(text).then(
    () => toast(done),
    (error: unknown) => toastError(error, texts.notCopied),
  );
}
