import type { EventEmitter } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import type { ChosenPathId, PathQuestion } from '../../src/contract/index.ts';
import { copyTemplateDatabase } from '../../src/core/db/testing/templateDatabase.ts';
import { createElectronDouble, type DoubleOptions, type ElectronDouble } from './electronDouble.ts';
import type { RendererDouble } from './rendererDouble.ts';
import type { WindowDouble } from './windowDouble.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface DesktopOptions extends Partial<DoubleOptions> {
  /** What is run: the source, or the bundle's `out/main/index.js`. */
  main?: string;
  /** An empty folder unless told. */
  models?: string;
  /** Called on the double before the program starts. */
  prepare?(double: ElectronDouble, folders: { library: string }): Promise<void> | void;
}

const faultEvents = ['uncaughtException', 'unhandledRejection'] as const;
type FaultEvent = (typeof faultEvents)[number];
type ProcessListeners = Record<FaultEvent, ReturnType<EventEmitter['listeners']>>;
const emitter: EventEmitter = process;

function processListeners(): ProcessListeners {
  return {
    uncaughtException: emitter.listeners('uncaughtException'),
    unhandledRejection: emitter.listeners('unhandledRejection'),
  };
}

/** The real main process on the double, with a library of its own. */
export class Desktop {
  readonly double: ElectronDouble;
  readonly library: string;
  readonly #folder: string;
  /** What the program added to the process: it ends with the desktop, the test process does not. */
  readonly #listeners: ProcessListeners;

  private constructor(folder: string, double: ElectronDouble, listeners: ProcessListeners) {
    this.#folder = folder;
    this.library = join(folder, 'library');
    this.double = double;
    this.#listeners = listeners;
  }

  /** Starts the program; does not wait for a window, which a refused start never opens. */
  static async start({ main, models, prepare, ...options }: DesktopOptions = {}): Promise<Desktop> {
    const folder = await mkdtemp(join(tmpdir(), 'trendroom-desktop-'));
    const library = join(folder, 'library');
    copyTemplateDatabase(library);
    vi.stubEnv('TRENDROOM_LIBRARY', undefined);
    vi.stubEnv('XDG_DATA_HOME', folder);
    vi.stubEnv('TRENDROOM_MODELS', models ?? join(folder, 'models'));
    const double = createElectronDouble({ appPath: root, userData: folder, ...options });
    await writeFile(join(double.app.getPath('userData'), 'library-folder.txt'), library);
    await prepare?.(double, { library });
    vi.resetModules();
    vi.doMock('electron', () => double.module);
    const before = processListeners();
    await import(/* @vite-ignore */ join(root, main ?? 'src/main/index.ts'));
    // The program goes on when the app is ready.
    await new Promise((resolve) => setImmediate(resolve));
    const listeners = processListeners();
    for (const name of faultEvents) {
      listeners[name] = listeners[name].filter((listener) => !before[name].includes(listener));
    }
    return new Desktop(folder, double, listeners);
  }

  /** A fault of the program, without one of the test process. */
  fail(event: FaultEvent, error: Error): void {
    for (const listener of this.#listeners[event]) Reflect.apply(listener, process, [error]);
  }

  /** The one window, once its first page is loaded. */
  async window(): Promise<WindowDouble> {
    return vi.waitFor(
      () => {
        const [window] = this.double.windows;
        if (window?.visible !== true) throw new Error('No window is shown yet.');
        return window;
      },
      { timeout: 60_000 },
    );
  }

  async page(): Promise<RendererDouble> {
    const renderer = (await this.window()).renderers.at(-1);
    if (renderer === undefined) throw new Error('The window has no page.');
    return renderer;
  }

  /** What the user chooses in a dialog of the page, as the page may hand it in. */
  async choose(
    client: Awaited<ReturnType<RendererDouble['client']>>,
    question: Pick<PathQuestion, 'use'> & Partial<PathQuestion>,
    files: string[],
  ): Promise<{ chosen: ChosenPathId }[]> {
    this.double.answers.files.push(files);
    const { paths } = await client.paths.choose(question);
    return paths.map(({ id }) => ({ chosen: id }));
  }

  /** Quits as the user does and waits until the process would end. */
  async quit(): Promise<void> {
    const { app } = this.double;
    if (!app.exited) {
      const ended = new Promise((resolve) => app.once('quit', resolve));
      app.quit();
      await ended;
    }
  }

  async close(): Promise<void> {
    await this.quit();
    for (const name of faultEvents) {
      for (const listener of this.#listeners[name])
        Reflect.apply(emitter.off, emitter, [name, listener]);
    }
    vi.doUnmock('electron');
    vi.unstubAllEnvs();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
