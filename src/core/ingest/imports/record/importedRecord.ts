/** A video as somebody else's data tells it; parsed. */
export interface ImportedRecord {
  /** Lower case: see `platformName`. */
  platform: string;
  /** At least one of the two is there. */
  externalId: string | undefined;
  url: string | undefined;
  title: string | undefined;
  description: string | undefined;
  tags: string[];
  channel: ImportedChannel | undefined;
  publishedAtMs: number | undefined;
  durationMs: number | undefined;
  language: string | undefined;
  soundName: string | undefined;
  /** Without times one part, from 0 to 0. */
  transcript: TimedText[];
  onScreenText: string | undefined;
  comments: ImportedComment[];
  metrics: ImportedSnapshot[];
  products: string[];
}

export interface TimedText {
  startMs: number;
  endMs: number;
  text: string;
}

export interface ImportedChannel {
  externalId: string | undefined;
  /** Its id when no name is told. */
  name: string;
  url: string | undefined;
  followers: number | undefined;
}

export interface ImportedComment {
  id: string | undefined;
  text: string;
  author: string | undefined;
  likes: number | undefined;
  publishedAtMs: number | undefined;
}

export const countNames = ['views', 'likes', 'comments', 'shares', 'saves'] as const;
export type CountName = (typeof countNames)[number];

export type ImportedSnapshot = { observedAtMs: number } & Partial<Record<CountName, number>> & {
    roundedTo?: Partial<Record<CountName, number>>;
  };

/** What holds for all records of an import. */
export interface ImportDefaults {
  /** Of records that name none, nor an address that does. */
  platform?: string | undefined;
  /** When counts without a date were seen. */
  observedAtMs: number;
  /** Snapshots from later than this are wrong. */
  nowMs: number;
}

/** Comments of one video that are kept: those with most likes. */
export const maxComments = 500;

/** The comments that are kept. */
export function mostLiked(comments: ImportedComment[]): ImportedComment[] {
  if (comments.length <= maxComments) return comments;
  return comments.sort((one, other) => (other.likes ?? 0) - (one.likes ?? 0)).slice(0, maxComments);
}
