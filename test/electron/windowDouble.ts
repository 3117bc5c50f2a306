import { EventEmitter } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import type { MessagePortDouble } from './messageChannelDouble.ts';
import { RendererDouble } from './rendererDouble.ts';
import type { SessionDouble } from './sessionDouble.ts';

export interface WindowOptions {
  webPreferences: { session: SessionDouble; preload: string } & Record<string, unknown>;
}

/** A frame as the main process sees it; each document has one of its own. */
export class FrameDouble {
  readonly url: string;
  readonly received: MessagePort[] = [];
  readonly #onPorts: (message: unknown, ports: MessagePort[]) => void;

  constructor(url: string, onPorts: (message: unknown, ports: MessagePort[]) => void = () => {}) {
    this.url = url;
    this.#onPorts = onPorts;
  }

  postMessage(_channel: string, message: unknown, ports: MessagePortDouble[] = []): void {
    const raw = ports.map((port) => port.raw);
    this.received.push(...raw);
    this.#onPorts(message, raw);
  }
}

export class WebContentsDouble extends EventEmitter {
  readonly ipc = new EventEmitter();
  readonly session: SessionDouble;
  mainFrame = new FrameDouble('');
  webRtcPolicy = 'default';
  windowOpen: ((details: { url: string }) => { action: string }) | undefined;

  constructor(session: SessionDouble) {
    super();
    this.session = session;
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  setWebRTCIPHandlingPolicy(policy: string): void {
    this.webRtcPolicy = policy;
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpen = handler;
  }
}

/** A window that fetches its page by its session's protocol and runs the real preload script. */
export class WindowDouble extends EventEmitter {
  readonly options: WindowOptions;
  readonly webContents: WebContentsDouble;
  /** The documents that were loaded, in order. */
  readonly renderers: RendererDouble[] = [];
  visible = false;
  minimized = false;
  focused = 0;

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    this.webContents = new WebContentsDouble(options.webPreferences.session);
  }

  async loadURL(url: string): Promise<void> {
    const response = await this.webContents.session.fetch(url);
    const renderer = new RendererDouble({ url, response, html: await response.text() });
    const frame = new FrameDouble(url, (cause, ports) => renderer.receivePorts(cause, ports));
    this.webContents.mainFrame = frame;
    this.renderers.push(renderer);
    await renderer.runPreload(this.options.webPreferences.preload, () => {
      this.webContents.ipc.emit('trendroom-connect', { senderFrame: frame });
    });
    this.emit('ready-to-show');
    this.emit('page-loaded', renderer);
  }

  show(): void {
    this.visible = true;
  }

  focus(): void {
    this.focused += 1;
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  restore(): void {
    this.minimized = false;
  }
}
