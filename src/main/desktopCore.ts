import { join } from 'node:path';
import { app, type MessagePortMain } from 'electron';
import type { PathQuestion } from '../contract/index.ts';
import { type Logger, silentLogger } from '../core/base/index.ts';
import {
  type CoreBreak,
  type CoreOptions,
  CoreSupervisor,
  createFileLogger,
  createSystemKeychain,
  type FileLocator,
  modelsFolder,
} from '../core/host/index.ts';
import { askWhatToOpen } from './askWhatToOpen.ts';
import { chosenLibrary } from './chosenLibrary.ts';
import { UtilityProcesses } from './utilityProcesses.ts';

/** What the window around the core does when the core goes away and comes back. */
export interface DesktopCoreUser {
  onBreak(): void;
  onBack(cause: CoreBreak): void;
  /** Absolute paths; none when the user cancels. */
  choosePaths(question: PathQuestion): Promise<string[]>;
  /** The user did not want another library (`undefined`), or there can be no core. */
  onGivenUp(error: unknown): void;
}

/**
 * The core under Electron. A library that cannot be opened is left as it is: the user reads why,
 * and chooses another folder, tries again, opens it without jobs, or quits.
 */
export class DesktopCore {
  readonly #user: DesktopCoreUser;
  readonly #processes = new UtilityProcesses(() => this.logger);
  #supervisor: CoreSupervisor | undefined;
  #hasQuit = false;
  #lastConnection = 0;
  /** Of the library that is open or being opened. */
  logger: Logger = silentLogger;
  folder: string | undefined;

  constructor(user: DesktopCoreUser) {
    this.#user = user;
  }

  /** False when the library could not be opened and the user gave up. Errors: `core.crashed`. */
  async open(): Promise<boolean> {
    const options = await this.#optionsFor(chosenLibrary(), 'required');
    const processes = this.#processes;
    this.#supervisor = new CoreSupervisor(
      {
        fork: () => processes.forkCore(),
        keychain: createSystemKeychain(this.logger),
        logger: () => this.logger,
        children: {
          startChild: ({ child, worker }) => processes.startChild(child, worker),
          killChild: (child) => processes.killChild(child),
        },
        user: {
          onBreak: () => this.#user.onBreak(),
          onBack: (cause) => this.#user.onBack(cause),
          choosePaths: (question) => this.#user.choosePaths(question),
          // Pages have ports of their own.
          onFrame: () => {},
          onRefused: async (error) => {
            const choice = await askWhatToOpen(this.folder ?? '', error);
            if (choice !== undefined) {
              const { folder, jobs, leaveBranch = false } = choice;
              return { ...(await this.#optionsFor(folder, jobs)), leaveBranch };
            }
            this.#hasQuit = true;
            return undefined;
          },
          onGivenUp: (error) => this.#user.onGivenUp(this.#hasQuit ? undefined : error),
        },
      },
      options,
    );
    try {
      await this.#supervisor.open();
      return true;
    } catch (error) {
      if (this.#hasQuit) return false;
      throw error;
    }
  }

  /** Where files are. Errors: `core.starting` while there is no core. */
  readonly files: FileLocator = {
    findMedia: async (question) => this.#opened().files.findMedia(question),
    uploadFolder: async (id) => this.#opened().files.uploadFolder(id),
  };

  /** Connects a page; the number is for `disconnect`. Undefined while there is no core. */
  connect(port: MessagePortMain): number | undefined {
    if (this.#supervisor?.isOpen !== true) return undefined;
    this.#lastConnection += 1;
    this.#processes.connectPage(this.#lastConnection, port);
    return this.#lastConnection;
  }

  disconnect(connection: number): void {
    this.#supervisor?.tell('disconnect', connection);
  }

  async dispose(): Promise<void> {
    await this.#supervisor?.close();
  }

  #opened(): CoreSupervisor {
    if (this.#supervisor === undefined) throw new Error('The core was not started.');
    return this.#supervisor;
  }

  async #optionsFor(folder: string, jobs: CoreOptions['jobs']): Promise<CoreOptions> {
    this.folder = folder;
    this.logger = await createFileLogger(folder);
    return {
      paths: {
        library: folder,
        models: modelsFolder(),
        resources: join(app.getAppPath(), 'resources'),
        temporary: join(app.getPath('temp'), 'trendroom'),
      },
      networkAllowed: true,
      pathRule: { kind: 'chosen' },
      jobs,
    };
  }
}
