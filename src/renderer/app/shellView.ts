import { create } from 'zustand';

interface ShellView {
  /** The open overlay of the keyboard: commands, or the list of keys. */
  palette: 'commands' | 'keys' | undefined;
  /** The dialog that takes in files, folders and links. */
  addDialog: boolean;
  /** The Library's dialog that puts what is selected there into a collection. */
  addToCollection: boolean;
}

export const useShellView = create<ShellView>()(() => ({
  palette: undefined,
  addDialog: false,
  addToCollection: false,
}));
