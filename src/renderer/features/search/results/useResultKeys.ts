import { type RefObject, useEffect, useRef } from 'react';

interface ResultKeys {
  screen: RefObject<HTMLElement | null>;
  list: RefObject<HTMLElement | null>;
  /** O: the selected moment's video. */
  onOpen(): void;
  /** Shift M: moments like the selected one. */
  onLike(): void;
  /** Ctrl S: keeps the query. */
  onSave(): void;
}

/**
 * Keys of the search screen: arrows go from the search field through the moments and back, Enter
 * goes from the field to the first one, Escape back to the field, O opens the video. Enter on a
 * moment plays it because it is a button. Ctrl S keeps the query.
 */
export function useResultKeys({ screen, list, onOpen, onLike, onSave }: ResultKeys): void {
  const act = useRef({ onOpen, onLike, onSave });
  useEffect(() => {
    act.current = { onOpen, onLike, onSave };
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { target } = event;
      if (event.key === 's' && (event.ctrlKey || event.metaKey) && !event.altKey) {
        // The page itself is nothing to save.
        event.preventDefault();
        act.current.onSave();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.defaultPrevented || !(target instanceof HTMLElement)) return;
      const field = document.getElementById('global-search');
      const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-moment]') ?? [])];
      const at = rows.indexOf(target);
      const fromField = target === field || target === document.body;
      const to = (row: HTMLElement | undefined): void => {
        if (row === undefined) return;
        event.preventDefault();
        row.focus();
        row.scrollIntoView({ block: 'nearest' });
      };
      const isTyping = target.closest('input, textarea, select') !== null;
      if (fromField && event.key === 'ArrowDown') to(rows[0]);
      else if (target === field && event.key === 'Enter') to(rows[0]);
      else if (at >= 0 && event.key === 'ArrowDown') to(rows[at + 1] ?? rows[at]);
      else if (at >= 0 && event.key === 'ArrowUp') to(rows[at - 1] ?? field ?? undefined);
      else if (at >= 0 && event.key === 'Home') to(rows[0]);
      else if (at >= 0 && event.key === 'End') to(rows.at(-1));
      else if (event.key === 'Escape' && screen.current?.contains(target)) to(field ?? undefined);
      else if (event.key === 'o' && !isTyping && (at >= 0 || screen.current?.contains(target))) {
        event.preventDefault();
        act.current.onOpen();
      } else if (event.key === 'M' && event.shiftKey && !isTyping) {
        event.preventDefault();
        act.current.onLike();
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [screen, list]);
}
