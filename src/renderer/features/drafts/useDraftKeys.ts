import { useEffect, useRef } from 'react';
import type { Draft } from '../../../contract/index.ts';
import { allCards, askWhyRejected, closeCard, editDraft, useCardMode } from './card/cardMode.ts';
import type { DraftActions } from './useDraftActions.ts';

/** After G a letter names a screen: see `useShortcuts`. */
const chordMs = 1_200;

/**
 * Keys of the drafts, wherever on the page the keyboard is not in a field: arrows move among the
 * cards, letters do something with the card that has the focus.
 */
export function useDraftKeys(drafts: readonly Draft[], actions: DraftActions): void {
  // Both are new each time that something is drawn; the listener stays.
  const latest = useRef({ drafts, actions });
  useEffect(() => {
    latest.current = { drafts, actions };
  }, [drafts, actions]);
  useEffect(() => {
    let goPressedAtMs = Number.NEGATIVE_INFINITY;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
      if (isTyping(event.target) || event.timeStamp - goPressedAtMs < chordMs) return;
      if (event.key === 'g') goPressedAtMs = event.timeStamp;
      const hasActed = moveAmongCards(event.key) || (!event.repeat && act(event, latest.current));
      if (hasActed) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

interface Keyed {
  drafts: readonly Draft[];
  actions: DraftActions;
}

/** True when the key was one of these. */
function act(event: KeyboardEvent, { drafts, actions }: Keyed): boolean {
  const key = event.key.toLowerCase();
  const { merging } = useCardMode.getState();
  if (key === 'escape' && merging !== undefined) {
    closeCard(merging);
    return true;
  }
  if (key === 'u') {
    actions.undo();
    return true;
  }
  const card = allCards().find((each) => each.contains(document.activeElement));
  const draft = drafts.find(({ id }) => id === card?.dataset.draft);
  const does = draft === undefined ? undefined : letters[key];
  if (draft === undefined || does === undefined) return false;
  does(draft, actions, event.shiftKey);
  return true;
}

const letters: Readonly<
  Record<string, (draft: Draft, actions: DraftActions, isShifted: boolean) => void>
> = {
  s: (draft, actions) => actions.toggleStar(draft),
  e: ({ id }) => editDraft(id),
  k: (draft, actions) => actions.check(draft),
  o: (draft, actions) => actions.outline(draft),
  m: (draft, actions) => actions.merge(draft),
  r: (draft, actions, isShifted) => actions.regenerate(draft, isShifted ? 'other' : 'same'),
  x: (draft, actions) =>
    draft.rejected === undefined ? askWhyRejected(draft.id) : actions.restore(draft),
};

/** From card to card, or onto the first. Within a card the arrows are the browser's. */
function moveAmongCards(key: string): boolean {
  const step = steps[key];
  const { activeElement } = document;
  if (step === undefined || activeElement === null) return false;
  const cards = allCards();
  const at = activeElement instanceof HTMLElement ? cards.indexOf(activeElement) : -1;
  if (at < 0 && activeElement !== document.body) return false;
  const next = at < 0 ? cards[0] : cards[at + step];
  next?.focus();
  return cards.length > 0;
}

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
};

/** True when the key goes into text, or into something with keys of its own. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [role="dialog"], [role="listbox"], [role="menu"]') !==
      null
  );
}
