import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannelDouble } from './messageChannelDouble.ts';
import { SessionDouble } from './sessionDouble.ts';
import { forkUtility } from './utilityDouble.ts';
import { WindowDouble, type WindowOptions } from './windowDouble.ts';

export interface DoubleOptions {
  /** Stands for Electron's own data folder. */
  userData: string;
  /** Where package.json lies. */
  appPath: string;
  isPackaged?: boolean;
  /** False: another instance already runs. */
  firstInstance?: boolean;
}

/** An event that a listener may prevent, as Electron's are. */
export function preventable<Fields extends object>(
  fields: Fields,
): Fields & { readonly prevented: boolean; preventDefault(): void } {
  let prevented = false;
  return {
    ...fields,
    get prevented() {
      return prevented;
    },
    preventDefault: () => {
      prevented = true;
    },
  };
}

/**
 * The few Electron APIs that main and preload use, without Electron's binary: real events, real
 * message channels, real child processes, real web requests. `module` replaces the package.
 */
export function createElectronDouble(options: DoubleOptions) {
  const calls = {
    schemes: [] as unknown[],
    sandboxed: false,
    links: [] as string[],
    errorBoxes: [] as { title: string; content: string }[],
    messageBoxes: [] as { message: string; detail: string; buttons: string[] }[],
    menu: undefined as unknown,
    /** Dialogs for files that belong to a window, as they were asked for. */
    fileDialogs: [] as { window: WindowDouble; options: Record<string, unknown> }[],
  };
  /** What the user answers to the dialogs that come, in order. */
  const answers = {
    buttons: [] as string[],
    folders: [] as string[],
    files: [] as (string[] | Promise<string[]>)[],
  };
  const windows: WindowDouble[] = [];
  const sessions = new Map<string, SessionDouble>();
  const app = new AppDouble(options, calls);

  const module = {
    app,
    BrowserWindow: class extends WindowDouble {
      constructor(windowOptions: WindowOptions) {
        super(windowOptions);
        windows.push(this);
        app.emit('web-contents-created', {}, this.webContents);
      }
    },
    dialog: {
      showErrorBox: (title: string, content: string) => calls.errorBoxes.push({ title, content }),
      showMessageBox: async (box: { message: string; detail: string; buttons: string[] }) => {
        calls.messageBoxes.push(box);
        return { response: box.buttons.indexOf(answers.buttons.shift() ?? 'Quit') };
      },
      showOpenDialog: async (
        ...given: [Record<string, unknown>] | [WindowDouble, Record<string, unknown>]
      ) => {
        if (given.length === 1) return { filePaths: answers.folders.splice(0, 1) };
        const [window, options] = given;
        calls.fileDialogs.push({ window, options });
        return { filePaths: (await answers.files.shift()) ?? [] };
      },
      showSaveDialog: async (window: WindowDouble, options: Record<string, unknown>) => {
        calls.fileDialogs.push({ window, options });
        const [filePath] = (await answers.files.shift()) ?? [];
        return { canceled: filePath === undefined, filePath: filePath ?? '' };
      },
    },
    Menu: {
      setApplicationMenu: (menu: unknown) => {
        calls.menu = menu;
      },
      buildFromTemplate: (items: unknown) => items,
    },
    MessageChannelMain: MessageChannelDouble,
    protocol: {
      registerSchemesAsPrivileged: (schemes: unknown[]) => {
        if (app.ready) throw new Error('Too late: the app is ready.');
        calls.schemes.push(...schemes);
      },
    },
    session: {
      fromPartition: (name: string) => {
        const session = sessions.get(name) ?? new SessionDouble();
        sessions.set(name, session);
        return session;
      },
    },
    shell: { openExternal: async (url: string) => void calls.links.push(url) },
    utilityProcess: { fork: forkUtility },
  };
  return { module, app, windows, sessions, calls, answers };
}

class AppDouble extends EventEmitter {
  readonly isPackaged: boolean;
  ready = false;
  exited = false;
  readonly #options: DoubleOptions;
  readonly #calls: { sandboxed: boolean };

  constructor(options: DoubleOptions, calls: { sandboxed: boolean }) {
    super();
    this.#options = options;
    this.#calls = calls;
    this.isPackaged = options.isPackaged ?? true;
  }

  enableSandbox(): void {
    this.#calls.sandboxed = true;
  }

  requestSingleInstanceLock(): boolean {
    return this.#options.firstInstance ?? true;
  }

  async whenReady(): Promise<void> {
    await Promise.resolve();
    this.ready = true;
  }

  getAppPath(): string {
    return this.#options.appPath;
  }

  getPath(name: 'userData' | 'temp'): string {
    const folder = join(this.#options.userData, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  quit(): void {
    const event = preventable({});
    this.emit('before-quit', event);
    if (event.prevented) return;
    this.exited = true;
    this.emit('quit');
  }
}

export type ElectronDouble = ReturnType<typeof createElectronDouble>;
