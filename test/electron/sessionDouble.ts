import { EventEmitter } from 'node:events';

type Answer = (request: Request) => Promise<Response>;
type PermissionRequest = (
  contents: unknown,
  permission: string,
  answer: (granted: boolean) => void,
  details: { requestingUrl: string },
) => void;
type PermissionCheck = (contents: unknown, permission: string, origin: string) => boolean;
type CaptureRequest = (request: object, answer: (streams: { video?: unknown }) => void) => void;
type BeforeRequest = (
  details: { url: string },
  answer: (decision: { cancel?: boolean }) => void,
) => void;

/** Asks the handlers that the program put in, as Chromium would; without one it allows. */
export class SessionDouble extends EventEmitter {
  readonly #schemes = new Map<string, Answer>();
  #permissionRequest: PermissionRequest | undefined;
  #permissionCheck: PermissionCheck | undefined;
  #device: (() => boolean) | undefined;
  #capture: CaptureRequest | undefined;
  #beforeRequest: BeforeRequest | undefined;

  readonly protocol = {
    handle: (scheme: string, answer: Answer) => void this.#schemes.set(scheme, answer),
  };
  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest) => {
      this.#beforeRequest = listener;
    },
  };

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.#permissionRequest = handler;
  }

  setPermissionCheckHandler(handler: PermissionCheck): void {
    this.#permissionCheck = handler;
  }

  setDevicePermissionHandler(handler: () => boolean): void {
    this.#device = handler;
  }

  setDisplayMediaRequestHandler(handler: CaptureRequest): void {
    this.#capture = handler;
  }

  /** What a page of this session gets for an address. */
  async fetch(url: string, init?: RequestInit): Promise<Response> {
    let cancelled = false;
    this.#beforeRequest?.({ url }, ({ cancel }) => {
      cancelled = cancel === true;
    });
    if (cancelled) throw new Error(`net::ERR_BLOCKED_BY_CLIENT ${url}`);
    const answer = this.#schemes.get(new URL(url).protocol.slice(0, -1));
    if (answer === undefined) throw new Error(`net::ERR_UNKNOWN_URL_SCHEME ${url}`);
    return answer(new Request(url, init));
  }

  /** True when both handlers grant it. */
  isGranted(permission: string, origin: string): boolean {
    let granted = this.#permissionRequest === undefined;
    this.#permissionRequest?.(
      null,
      permission,
      (answer) => {
        granted = answer;
      },
      { requestingUrl: origin },
    );
    return granted && (this.#permissionCheck?.(null, permission, origin) ?? true);
  }

  isDeviceGranted(): boolean {
    return this.#device?.() ?? true;
  }

  isCaptureGranted(): boolean {
    let granted = this.#capture === undefined;
    this.#capture?.({}, ({ video }) => {
      granted = video !== undefined;
    });
    return granted;
  }
}
