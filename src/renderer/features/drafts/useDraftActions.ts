import { useQueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import type { Draft, DraftChange, RejectionReason } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { draftsMessages } from '../../messages/drafts.ts';
import { toast, toastError } from '../../ui/overlays/Toasts.tsx';
import { chooseForMerge, closeCard, setOutlining, useCardMode } from './card/cardMode.ts';
import { type Extension, useDraftRun } from './draftRun.ts';
import { useOwnExamples } from './form/OwnExamples.tsx';
import { type DraftRun, draftsOf, isActive } from './runReducer.ts';

/** What takes back what was done to drafts since the page was opened, newest last. */
const useUndo = create<{ past: readonly DraftChange[] }>()(() => ({ past: [] }));

export interface DraftActions {
  toggleStar(draft: Draft): void;
  /** Keeps the text, and has it checked again when the model is in memory anyway. */
  edit(draft: Draft, text: string): void;
  reject(draft: Draft, reason: RejectionReason): void;
  restore(draft: Draft): void;
  /** Asks the model, which is loaded for it. */
  check(draft: Draft): void;
  /** What comes after the hook, in place of an outline that is there. */
  outline(draft: Draft): void;
  /** Another draft of its moment, or of one that no draft cites. */
  regenerate(draft: Draft, moment: 'same' | 'other'): void;
  /** Chooses the first of two, or merges it with this one; the same one twice is nothing. */
  merge(draft: Draft): void;
  /** Takes back the last of these. */
  undo(): void;
}

/** What a person does with drafts: each is stored at once, shown wherever the draft is, and can be undone. */
export function useDraftActions(run: DraftRun): DraftActions {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const show = (draft: Draft): void => {
    useDraftRun.getState().replace(draft);
    void queryClient.invalidateQueries({ queryKey: procedures.drafts.key() });
  };
  const failed = (error: unknown): void => toastError(error, draftsMessages.draftActions.failed);
  const extend = async (more: Extension): Promise<void> => {
    const { run: active } = useDraftRun.getState();
    if (active !== undefined && isActive(active)) {
      toast(draftsMessages.draftActions.busy);
      return;
    }
    const before = draftsOf(run).length;
    try {
      const isWhole = await useDraftRun.getState().extend(run, more);
      const after = useDraftRun.getState().run;
      if (isWhole && after !== undefined && draftsOf(after).length === before) {
        toast(draftsMessages.draftActions.noneKept);
      }
    } catch (error) {
      toastError(error, draftsMessages.draftActions.notWritten);
    }
    void queryClient.invalidateQueries({ queryKey: procedures.drafts.key() });
  };
  const change = async (wanted: DraftChange, back: DraftChange | undefined): Promise<void> => {
    try {
      show(await client.drafts.change(wanted));
      if (back !== undefined) useUndo.setState(({ past }) => ({ past: [...past, back] }));
      if (wanted.text !== undefined) {
        const { draftId } = wanted;
        show(await client.drafts.check({ draftId, onlyIfLoaded: true }));
      }
    } catch (error) {
      failed(error);
    }
  };
  const undo = (): void => {
    const { past } = useUndo.getState();
    const last = past.at(-1);
    if (last === undefined) return;
    useUndo.setState({ past: past.slice(0, -1) });
    void change(last, undefined);
  };
  return {
    undo,
    outline: ({ id: draftId }) => {
      if (useCardMode.getState().outlining.includes(draftId)) return;
      setOutlining(draftId, true);
      client.drafts
        .outline({ draftId })
        .then(show, (error: unknown) => toastError(error, draftsMessages.draftOutline.notWritten))
        .finally(() => setOutlining(draftId, false));
    },
    regenerate: ({ id: draftId }, moment) => {
      const events: Extension['events'] = (options) =>
        client.drafts.regenerate({ draftId, moment, ...ownExamples() }, options);
      void extend({ after: draftId, events });
    },
    merge: ({ id }) => {
      const { merging } = useCardMode.getState();
      if (merging === undefined) return chooseForMerge(id);
      closeCard(id);
      if (merging === id) return;
      const events: Extension['events'] = (options) =>
        client.drafts.merge({ draftIds: [merging, id], ...ownExamples() }, options);
      void extend({ after: id, events });
    },
    toggleStar: ({ id: draftId, starredAtMs }) => {
      const isStarred = starredAtMs !== undefined;
      void change({ draftId, isStarred: !isStarred }, { draftId, isStarred });
    },
    edit: ({ id: draftId, text: before }, text) => {
      if (text.trim() !== before) void change({ draftId, text }, { draftId, text: before });
    },
    reject: ({ id: draftId, rejected: before = null }, rejected) => {
      void change({ draftId, rejected }, { draftId, rejected: before }).then(() =>
        toast(draftsMessages.draftActions.rejected, {
          action: { label: draftsMessages.draftActions.undo, run: undo },
        }),
      );
    },
    restore: ({ id: draftId, rejected = null }) => {
      void change({ draftId, rejected: null }, { draftId, rejected });
    },
    check: ({ id: draftId }) => {
      client.drafts.check({ draftId }).then(show, failed);
    },
  };
}

/** As the switch beside the brief has it. */
function ownExamples(): { withOwnExamples?: boolean } {
  return useOwnExamples.getState().isOn ? {} : { withOwnExamples: false };
}
