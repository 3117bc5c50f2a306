import { dialog } from 'electron';
import { hintFor } from '../contract/index.ts';
import type { AppError } from '../core/base/index.ts';
import type { CoreOptions } from '../core/host/index.ts';
import { chooseLibrary } from './chosenLibrary.ts';

type Choice = 'leave' | 'other' | 'again' | 'read' | 'quit';

/** Tells why a library cannot be opened, and asks what to open instead; undefined: quit. A branch can be left. */
export async function askWhatToOpen(
  folder: string,
  error: AppError,
): Promise<{ folder: string; jobs: CoreOptions['jobs']; leaveBranch?: boolean } | undefined> {
  const choice = await ask(folder, error);
  switch (choice) {
    case 'quit':
      return undefined;
    case 'leave':
      return { folder, jobs: 'required', leaveBranch: true };
    case 'other':
      return { folder: await askForFolder(folder), jobs: 'required' };
    case 'again':
      return { folder, jobs: 'required' };
    case 'read':
      return { folder, jobs: 'no' };
    default:
      return choice satisfies never;
  }
}

async function ask(folder: string, { code, message }: AppError): Promise<Choice> {
  const choices: { choice: Choice; label: string }[] = [
    { choice: 'other', label: 'Choose another folder…' },
    { choice: 'again', label: 'Try again' },
    { choice: 'quit', label: 'Quit' },
  ];
  if (code === 'library.inUse') {
    choices.splice(1, 0, { choice: 'read', label: 'Open without running jobs' });
  }
  if (code === 'branch.notOpened') {
    choices.unshift({ choice: 'leave', label: 'Leave the branch' });
  }
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Trendroom',
    message:
      code === 'branch.notOpened'
        ? 'The branch could not be opened.'
        : 'The library could not be opened.',
    detail: `${message}\n\n${hintFor(code)}\n\nFolder: ${folder}`,
    buttons: choices.map(({ label }) => label),
    defaultId: 0,
    cancelId: choices.length - 1,
    noLink: true,
  });
  return choices[response]?.choice ?? 'quit';
}

/** The folder that the user chose, for this and the next starts; the one before when none. */
async function askForFolder(now: string): Promise<string> {
  const { filePaths } = await dialog.showOpenDialog({
    title: 'Choose a library folder',
    defaultPath: now,
    properties: ['openDirectory', 'createDirectory'],
  });
  const [folder] = filePaths;
  if (folder === undefined) return now;
  chooseLibrary(folder);
  return folder;
}
