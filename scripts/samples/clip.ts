/** The shapes that the sample clips are defined in; see clips/ for the clips themselves. */

export const frameRate = 20;
export const sampleRate = 22_050;

export interface Palette {
  /** Background gradient, top to bottom. */
  readonly top: string;
  readonly bottom: string;
  /** Drawn on the background. */
  readonly main: string;
  readonly accent: string;
}

/** What one shot shows and says. Its length follows from its speech, or is `holdMs`. */
export interface Shot {
  readonly scene: string;
  readonly palette: Palette;
  /** The big card; on screen for the whole shot. */
  readonly title: string;
  /** One sentence an item. */
  readonly say?: readonly string[];
  /** Length of a shot without speech. */
  readonly holdMs?: number;
}

/** How an audience grew: the numbers that metric snapshots are computed from. */
interface Reach {
  /** Views that the video tends to. */
  readonly views: number;
  /** Days until half of them. */
  readonly halfDays: number;
  readonly likes: number;
  readonly comments: number;
  readonly shares: number;
  readonly saves: number;
}

export interface Clip {
  readonly file: string;
  readonly title: string;
  readonly channel: string;
  readonly platform: 'tiktok' | 'instagram' | 'youtube';
  readonly publishedAt: string;
  readonly language?: 'en' | 'es';
  readonly products?: readonly string[];
  readonly reach: Reach;
  readonly width: number;
  readonly height: number;
  /** A voice of espeak-ng; none for a clip without speech. */
  readonly voice?: { readonly name: string; readonly wordsPerMinute: number };
  /** Speech is also burned in as captions. */
  readonly captions?: boolean;
  /** A sidecar .srt is written beside the clip. */
  readonly sidecar?: boolean;
  /** Loudness of the music bed, 0 to 1; none when missing. */
  readonly bed?: number;
  readonly shots: readonly Shot[];
  /** What somebody might ask for in other words, and the shot that answers. */
  readonly queries: readonly { readonly query: string; readonly shot: number }[];
}
