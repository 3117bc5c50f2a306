import { create } from 'zustand';
import type { DraftId } from '../../../../contract/index.ts';

interface CardMode {
  /** The draft that is being edited. */
  editing: DraftId | undefined;
  /** The draft whose rejection waits for its reason. */
  rejecting: DraftId | undefined;
  /** The first of two drafts that are to be merged. */
  merging: DraftId | undefined;
}

const none: CardMode = { editing: undefined, rejecting: undefined, merging: undefined };

interface CardModes extends CardMode {
  /** The drafts whose outlines are being written. */
  outlining: readonly DraftId[];
}

/** What is open on which card: at most one thing; and what is being done to any. */
export const useCardMode = create<CardModes>()(() => ({ ...none, outlining: [] }));

export function setOutlining(draftId: DraftId, isOn: boolean): void {
  useCardMode.setState(({ outlining }) => ({
    outlining: [...outlining.filter((id) => id !== draftId), ...(isOn ? [draftId] : [])],
  }));
}

export function editDraft(editing: DraftId): void {
  useCardMode.setState({ ...none, editing });
}

export function askWhyRejected(rejecting: DraftId): void {
  useCardMode.setState({ ...none, rejecting });
}

export function chooseForMerge(merging: DraftId): void {
  useCardMode.setState({ ...none, merging });
}

/** Closes what is open; the keyboard goes back to the card. */
export function closeCard(draftId: DraftId): void {
  useCardMode.setState(none);
  cardOf(draftId)?.focus();
}

/** The card of a draft on the page. */
export function cardOf(draftId: DraftId): HTMLElement | undefined {
  return allCards().find((card) => card.dataset.draft === draftId);
}

/** The cards of kept drafts, in their order. */
export function allCards(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-draft]')];
}
