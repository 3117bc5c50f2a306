/** What the controls show; changes seldom, unlike the time. */
export interface PlaybackState {
  playing: boolean;
  muted: boolean;
  rate: number;
  /** Of the media itself; 0 until it is known. */
  durationMs: number;
  failed: boolean;
}

const initial: PlaybackState = {
  playing: false,
  muted: false,
  rate: 1,
  durationMs: 0,
  failed: false,
};

const events = [
  'play',
  'pause',
  'ended',
  'volumechange',
  'ratechange',
  'durationchange',
  'loadedmetadata',
  'error',
] as const;

/**
 * One media element as the parts of the screen see it: a small state to render by, and the time
 * at every frame for those that only move a marker.
 */
export class Playback {
  #element: HTMLMediaElement | undefined;
  #state = initial;
  /** A seek asked for before the media is there. */
  #wantedMs: number | undefined;
  readonly #onState = new Set<() => void>();
  readonly #onTime = new Set<(timeMs: number) => void>();

  /** Takes the element; the returned function lets go of it. */
  attach(element: HTMLMediaElement): () => void {
    this.#element = element;
    const update = (): void => this.#update();
    const tell = (): void => this.#tellTime();
    for (const name of events) element.addEventListener(name, update);
    element.addEventListener('seeking', tell);
    element.addEventListener('timeupdate', tell);
    let frame = requestAnimationFrame(function each(this: void) {
      if (!element.paused) tell();
      frame = requestAnimationFrame(each);
    });
    this.#update();
    if (this.#wantedMs !== undefined) this.seek(this.#wantedMs);
    return () => {
      cancelAnimationFrame(frame);
      for (const name of events) element.removeEventListener(name, update);
      element.removeEventListener('seeking', tell);
      element.removeEventListener('timeupdate', tell);
      this.#element = undefined;
    };
  }

  get timeMs(): number {
    return (this.#element?.currentTime ?? 0) * 1000;
  }

  seek(timeMs: number): void {
    const element = this.#element;
    if (element === undefined || element.readyState === HTMLMediaElement.HAVE_NOTHING) {
      this.#wantedMs = timeMs;
      return;
    }
    this.#wantedMs = undefined;
    element.currentTime = Math.min(Math.max(0, timeMs), this.#state.durationMs || timeMs) / 1000;
  }

  /** Moves by a frame; the picture stands still to be looked at. */
  step(byMs: number): void {
    this.pause();
    this.seek(this.timeMs + byMs);
  }

  toggle(): void {
    const element = this.#element;
    if (element === undefined) return;
    // Playing can be refused by the browser; the button then simply stays as it is.
    if (element.paused) element.play().catch(() => {});
    else element.pause();
  }

  pause(): void {
    this.#element?.pause();
  }

  setMuted(muted: boolean): void {
    if (this.#element !== undefined) this.#element.muted = muted;
  }

  setRate(rate: number): void {
    if (this.#element !== undefined) this.#element.playbackRate = rate;
  }

  enterFullScreen(): void {
    // Refused without a gesture of the user; nothing is lost then.
    this.#element?.requestFullscreen().catch(() => {});
  }

  readonly getState = (): PlaybackState => this.#state;

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#onState.add(listener);
    return () => this.#onState.delete(listener);
  };

  /** Called at every shown frame while playing, and after each seek; at once with the time now. */
  onTime(listener: (timeMs: number) => void): () => void {
    this.#onTime.add(listener);
    listener(this.timeMs);
    return () => this.#onTime.delete(listener);
  }

  #update(): void {
    const element = this.#element;
    if (element === undefined) return;
    const { duration } = element;
    this.#state = {
      playing: !element.paused && !element.ended,
      muted: element.muted,
      rate: element.playbackRate,
      durationMs: Number.isFinite(duration) ? duration * 1000 : 0,
      failed: element.error !== null,
    };
    if (this.#wantedMs !== undefined && element.readyState > HTMLMediaElement.HAVE_NOTHING) {
      this.seek(this.#wantedMs);
    }
    for (const listener of this.#onState) listener();
    this.#tellTime();
  }

  #tellTime(): void {
    const { timeMs } = this;
    for (const listener of this.#onTime) listener(timeMs);
  }
}
