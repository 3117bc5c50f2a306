import { useEffect } from 'react';
import { keyNamesOf } from '../../client/playerKeys/keyNames.ts';
import { actionOf, usePlayerKeyMap } from '../../client/playerKeys/usePlayerKeyMap.ts';
import { hasOwnKeys } from '../video/playback/hasOwnKeys.ts';
import { isReviewAction, type ReviewAction } from './reviewKeys.ts';

/**
 * What keys of a review do, wherever the focus is but in text and in lists. The record must be the
 * same from one render to the next as long as it does the same.
 */
export function useActionKeys(handlers: Partial<Record<ReviewAction, () => void>>): void {
  const keys = usePlayerKeyMap();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // G before a letter is a place of the navigation, and is marked as handled there.
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const action = actionOf(keys, keyNamesOf(event));
      if (action === undefined || !isReviewAction(action)) return;
      const handler = handlers[action];
      if (handler === undefined || event.repeat || hasOwnKeys(event, false)) return;
      event.preventDefault();
      handler();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [keys, handlers]);
}
