import { loopTarget, type Marks, markedSpan, withMark } from './marks.ts';
import { nextSpeed, type Reverse, reversedMs } from './shuttle.ts';
import type { Span } from './spanAt.ts';

/** What the controls show; changes seldom, unlike the time. */
export interface PlaybackState {
  /** Forwards or backwards. */
  playing: boolean;
  muted: boolean;
  /** 0 to 1. */
  volume: number;
  /** The speed that was chosen; `speed` may be another for a while. */
  rate: number;
  /** What J and L have set, negative backwards; 0: it plays at the chosen speed or stands still. */
  speed: number;
  marks: Marks;
  /** True: playback goes on from the beginning of the marked span at its end. */
  looping: boolean;
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
  speed: 0,
  marks: {},
  looping: false,
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

/** A mark this near to the end is the end: the media ends before it gets there. */
const lastFrameMs = 100;

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
  /** What J and L have set: see `PlaybackState`. */
  #speed = 0;
  #reverse: Reverse | undefined;
  /** Where playback was at the last frame. */
  #beforeMs = 0;
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
    this.#beforeMs = element.currentTime * 1000;
    if (this.#reverse === undefined) return;
    // Backwards goes on from there.
    const fromMs = this.#beforeMs;
    this.#reverse = { ...this.#reverse, fromMs, sinceMs: performance.now() };
  }

  /** Moves by a frame; the picture stands still to be looked at. */
  step(byMs: number): void {
    this.stop();
    this.seek(this.timeMs + byMs);
  }

  toggle(): void {
    if (this.#state.playing) this.stop();
    // At the end it begins again, as the browser does it.
    else this.#play();
  }

  /** Stands still; the next time it plays at the chosen speed. */
  stop(): void {
    this.#speed = 0;
    this.#reverse = undefined;
    this.#element?.pause();
    this.#restoreRate();
    this.#update();
  }

  /** One press of J (-1) or L (1): plays in that way, or faster when it already does. */
  shuttle(direction: 1 | -1): void {
    const element = this.#element;
    if (element === undefined || element.readyState === HTMLMediaElement.HAVE_NOTHING) return;
    const { playing, rate } = this.#state;
    const now = this.#speed !== 0 ? this.#speed : playing ? rate : 0;
    this.#speed = nextSpeed(now, direction);
    if (direction === 1) {
      this.#reverse = undefined;
      element.playbackRate = this.#speed;
      this.#play();
    } else {
      element.pause();
      this.#restoreRate();
      const speed = -this.#speed;
      this.#reverse = { fromMs: this.timeMs, sinceMs: performance.now(), speed };
      this.#beforeMs = this.timeMs;
    }
    this.#update();
  }

  /** Sets a mark where playback is. */
  mark(which: 'in' | 'out'): void {
    this.#change({ marks: withMark(this.#state.marks, which, Math.round(this.timeMs)) });
  }

  setMarks(marks: Marks): void {
    this.#change({ marks });
  }

  setLooping(looping: boolean): void {
    this.#change({ looping });
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
    if (this.#reverse !== undefined) {
      this.stop();
      return;
    }
    this.#speed = 0;
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
    const forwards = !element.paused && !element.ended;
    if (!forwards && this.#reverse === undefined && this.#speed !== 0 && element.ended) {
      this.#speed = 0;
      this.#restoreRate();
    }
    this.#state = {
      ...this.#state,
      playing: forwards || this.#reverse !== undefined,
      muted: element.muted,
      volume: element.volume,
      rate: element.defaultPlaybackRate,
      speed: this.#speed,
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
    // The last frame may come before the end mark is passed.
    if (element.ended && this.#state.looping && this.#isLoopedAtEnd()) {
      this.seek(this.#loopSpan().startMs);
      this.#play();
    }
  }

  #change(change: Partial<PlaybackState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#onState) listener();
  }

  #play(): void {
    // Playing can be refused by the browser; the button then simply stays as it is.
    this.#element?.play().catch(() => {});
  }

  #restoreRate(): void {
    if (this.#element !== undefined) this.#element.playbackRate = this.#element.defaultPlaybackRate;
  }

  #loopSpan(): Span {
    const { marks, durationMs } = this.#state;
    return markedSpan(marks, durationMs) ?? { startMs: 0, endMs: durationMs };
  }

  #isLoopedAtEnd(): boolean {
    return this.#loopSpan().endMs >= this.#state.durationMs - lastFrameMs;
  }

  /** What each frame does while it plays: a step back, and the turn of a loop. */
  #advance(): void {
    const element = this.#element;
    if (element === undefined) return;
    if (this.#reverse !== undefined && !element.seeking) {
      const toMs = reversedMs(this.#reverse, performance.now());
      element.currentTime = toMs / 1000;
      const loops = this.#state.looping && this.#loopSpan().startMs <= 0;
      if (toMs <= 0 && !loops) {
        this.stop();
        return;
      }
    }
    const fromMs = this.#beforeMs;
    this.#beforeMs = this.timeMs;
    if (!this.#state.looping) return;
    const targetMs = loopTarget(this.#loopSpan(), { fromMs, toMs: this.timeMs });
    if (targetMs !== undefined) this.seek(targetMs);
  }

  /** `timeupdate` comes four times a second: too seldom for words. A still picture needs none. */
  #followFrames(): void {
    cancelAnimationFrame(this.#frame);
    if (!this.#state.playing) return;
    const each = (): void => {
      this.#advance();
      if (!this.#state.playing) return;
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
