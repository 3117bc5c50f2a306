/** What the controls show; changes seldom, unlike the time. */
export interface PlaybackState {
  playing: boolean;
  muted: boolean;
  /** 0 to 1. */
  volume: number;
  rate: number;
  /** Of the media itself; 0 until it is known. */
  durationMs: number;
  /** False until it was first played or moved: the poster is shown. */
  begun: boolean;
  failed: boolean;
}

const initial: PlaybackState = {
  playing: false,
  muted: false,
  volume: 1,
  rate: 1,
  durationMs: 0,
  begun: false,
  failed: false,
};

const events = [
  'play',
  'pause',
  'ended',
  'volumechange',
  'ratechange',
  'durationchange',
  'loadstart',
  'loadedmetadata',
  'seeked',
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
  #frame = 0;
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
    this.#update();
    return () => {
      cancelAnimationFrame(this.#frame);
      for (const name of events) element.removeEventListener(name, update);
      element.removeEventListener('seeking', tell);
      element.removeEventListener('timeupdate', tell);
      this.#element = undefined;
    };
  }

  /** Where playback is, or will be when the media is there. */
  get timeMs(): number {
    // To the microsecond: 1.005 s would be just under 1,005 ms, and the word there not yet begun.
    return this.#wantedMs ?? Math.round((this.#element?.currentTime ?? 0) * 1e6) / 1e3;
  }

  /** Goes to a time; kept until the media is there. Times outside of it mean its ends. */
  seek(timeMs: number): void {
    const element = this.#element;
    const toMs = Math.max(0, timeMs);
    if (element === undefined || element.readyState === HTMLMediaElement.HAVE_NOTHING) {
      this.#wantedMs = toMs;
      this.#tellTime();
      return;
    }
    this.#wantedMs = undefined;
    element.currentTime = Math.min(toMs, this.#state.durationMs || toMs) / 1000;
  }

  /** Moves by a frame; the picture stands still to be looked at. */
  step(byMs: number): void {
    this.#element?.pause();
    this.seek(this.timeMs + byMs);
  }

  toggle(): void {
    const element = this.#element;
    if (element === undefined) return;
    // Playing can be refused by the browser; the button then simply stays as it is.
    if (element.paused) element.play().catch(() => {});
    else element.pause();
  }

  /** Reads the file again, such as after it failed, and goes back to where it was. */
  reload(): void {
    this.#wantedMs = this.timeMs;
    this.#element?.load();
  }

  setMuted(muted: boolean): void {
    if (this.#element === undefined) return;
    // Sound that is on and cannot be heard would be a riddle.
    if (!muted && this.#element.volume === 0) this.#element.volume = 0.5;
    this.#element.muted = muted;
  }

  /** 0 to 1; moving it is a wish to hear, unless it is moved to nothing. */
  setVolume(volume: number): void {
    if (this.#element === undefined) return;
    this.#element.volume = Math.min(1, Math.max(0, volume));
    this.#element.muted = volume <= 0;
  }

  setRate(rate: number): void {
    if (this.#element === undefined) return;
    // Loading a file goes back to the default.
    this.#element.defaultPlaybackRate = rate;
    this.#element.playbackRate = rate;
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
      volume: element.volume,
      rate: element.playbackRate,
      durationMs: Number.isFinite(duration) ? duration * 1000 : 0,
      begun: this.#state.begun || !element.paused || element.currentTime > 0,
      failed: element.error !== null,
    };
    if (this.#wantedMs !== undefined && element.readyState > HTMLMediaElement.HAVE_NOTHING) {
      this.seek(this.#wantedMs);
    }
    for (const listener of this.#onState) listener();
    this.#tellTime();
    this.#followFrames();
  }

  /** `timeupdate` comes four times a second: too seldom for words. A still picture needs none. */
  #followFrames(): void {
    cancelAnimationFrame(this.#frame);
    if (!this.#state.playing) return;
    const each = (): void => {
      this.#tellTime();
      this.#frame = requestAnimationFrame(each);
    };
    this.#frame = requestAnimationFrame(each);
  }

  #tellTime(): void {
    const { timeMs } = this;
    for (const listener of this.#onTime) listener(timeMs);
  }
}
