import { create } from 'zustand';

interface ShellView {
  /** The open overlay of the keyboard: commands, or the list of keys. */
  palette: 'commands' | 'keys' | undefined;
  /** The dialog that takes in files, folders and links. */
  addDialog: boolean;
  /** Metadata that is about to be imported; none: its dialog is closed. */
  importFiles: readonly File[];
  /** The Library's dialog that puts what is selected there into a collection. */
  addToCollection: boolean;
  /** The dialog that replaces a text in all transcripts. */
  replaceDialog: boolean;
}

export const useShellView = create<ShellView>()(() => ({
  palette: undefined,
  addDialog: false,
  importFiles: [],
  addToCollection: false,
  replaceDialog: false,
}));
