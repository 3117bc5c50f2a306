import { create } from 'zustand';

/** What keys have just done, for those who do not see it; one sentence, read out by the screen. */
export const useAnnouncement = create<{ text: string; count: number }>()(() => ({
  text: '',
  count: 0,
}));

/** The same sentence is read out again when it happens again. */
export function announce(text: string): void {
  useAnnouncement.setState(({ count }) => ({ text, count: count + 1 }));
}
