import { useRef } from 'react';
import { useApi } from '../../../client/api.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';
import { selectOnly } from '../libraryView.ts';
import type { ListChoice } from '../query/libraryQuery.ts';

/** Most videos that can be selected at once: what the contract lists in one answer. */
const maxSelected = 10_000;

/** Selects everything from one place of a list to another, also what was never read before. */
export function useSelectRange(choice: ListChoice): (from: number, to: number) => void {
  const { client } = useApi();
  const asked = useRef(0);
  return (from, to) => {
    asked.current += 1;
    const ask = asked.current;
    const offset = Math.min(from, to);
    const wanted = Math.abs(to - from) + 1;
    const limit = Math.min(wanted, maxSelected);
    if (limit < wanted) toast(libraryMessages.useSelectRange.firstOnly(limit));
    client.videos.list({ ...choice, offset, limit }).then(
      // Held arrows ask faster than answers come: only the last one counts.
      ({ videos }) => ask === asked.current && selectOnly(videos),
      (error: unknown) => toastError(error),
    );
  };
}
