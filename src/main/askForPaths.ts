import { type BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import type { PathQuestion, PathUse } from '../contract/index.ts';

const titles: Record<PathUse, string> = {
  ingest: 'Add videos',
  backup: 'Back up the library',
  restore: 'Restore a backup',
  model: 'Import a model file',
  cookies: 'Choose a cookies file',
  report: 'Save the report as a folder',
};

let isOpen = false;

/**
 * Has the user choose files or a folder, or for a backup or a report what to write, in a dialog of the
 * window; the absolute paths, none when the user cancels. One dialog is open at a time: a page that
 * asks again meanwhile gets nothing.
 */
export async function askForPaths(
  window: BrowserWindow | undefined,
  { use, folder, suggestedName }: PathQuestion,
): Promise<string[]> {
  if (window === undefined || isOpen) return [];
  isOpen = true;
  try {
    const title = titles[use];
    if (use === 'backup' || use === 'report') {
      const options = { title, ...(suggestedName !== undefined && { defaultPath: suggestedName }) };
      const { canceled, filePath } = await dialog.showSaveDialog(window, options);
      return canceled ? [] : [filePath];
    }
    const { filePaths } = await dialog.showOpenDialog(window, {
      title,
      properties: propertiesOf(use, folder),
    });
    return filePaths;
  } finally {
    isOpen = false;
  }
}

function propertiesOf(use: PathUse, folder: boolean): NonNullable<OpenDialogOptions['properties']> {
  if (folder && (use === 'ingest' || use === 'model')) return ['openDirectory'];
  return use === 'ingest' ? ['openFile', 'multiSelections'] : ['openFile'];
}
