import { dialog } from 'electron';
import { hintFor } from '../contract/index.ts';
import { type App, createApp } from '../core/app.ts';
import { type AppError, toAppError } from '../core/base/index.ts';
import type { Host } from '../core/host/index.ts';
import { leaveBranch } from '../core/sync/index.ts';
import { chooseLibrary, chosenLibrary } from './chosenLibrary.ts';
import { createElectronHost } from './electronHost.ts';

export interface Core {
  app: App;
  host: Host;
}

/**
 * Opens the library and begins to run its jobs. A library that cannot be opened is left as it
 * is: the user reads why and where, and chooses another folder, tries again, or quits
 * (`undefined`). A branch that cannot be opened can be left, too. A library whose jobs another
 * process runs can still be opened to read and search.
 */
export async function openCore(onLibraryReplaced: () => void): Promise<Core | undefined> {
  let runJobs = true;
  let folder = chosenLibrary();
  while (true) {
    const host = await createElectronHost(folder);
    try {
      return { app: open(host, { runJobs, onLibraryReplaced }), host };
    } catch (error) {
      const fault = toAppError(error);
      host.logger.error('the library could not be opened', {
        code: fault.code,
        reason: fault.message,
      });
      const choice = await ask(folder, fault);
      if (choice === 'quit') return undefined;
      if (choice === 'leave') leaveBranch(folder);
      if (choice === 'other') folder = await askForFolder(folder);
      runJobs = choice !== 'read';
    }
  }
}

interface OpenOptions {
  runJobs: boolean;
  onLibraryReplaced(): void;
}

function open(host: Host, { runJobs, onLibraryReplaced }: OpenOptions): App {
  const app = createApp(host, { onLibraryReplaced, readers: 'threads' });
  try {
    if (runJobs) app.start();
    return app;
  } catch (error) {
    void app.dispose();
    throw error;
  }
}

type Choice = 'leave' | 'other' | 'again' | 'read' | 'quit';

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
