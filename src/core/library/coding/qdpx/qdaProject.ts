/**
 * A project as REFI-QDA tells it, as far as Trendroom has the same: guids in lower case, times in
 * milliseconds.
 */
export interface QdaProject {
  users: QdaUser[];
  /** Each after the one that it stands below. */
  codes: QdaCode[];
  videos: QdaVideo[];
  notes: QdaNote[];
  /** Elements that Trendroom has nothing for, by their name in the standard. */
  leftOut: ReadonlyMap<string, number>;
}

export interface QdaUser {
  guid: string;
  /** Empty where the file names nobody. */
  name: string;
}

export interface QdaCode {
  guid: string;
  parentGuid?: string;
  name: string;
  /** `#rrggbb`. */
  colour?: string;
  description: string;
}

export interface QdaNote {
  guid: string;
  text: string;
  createdAtMs?: number;
}

export interface QdaVideo {
  guid: string;
  name: string;
  /** Names of its file, as its paths end. */
  fileNames: string[];
  transcript?: QdaTranscript;
  selections: QdaSelection[];
  /** Codes of the whole video. */
  codings: QdaCoding[];
}

export interface QdaTranscript {
  guid: string;
  text: string;
  /** Where in the text a time is, in Unicode code points. */
  syncPoints: { guid: string; timeMs: number; position: number }[];
}

export interface QdaSelection {
  guid: string;
  startMs: number;
  /** The same as the start for a moment. */
  endMs: number;
  codings: QdaCoding[];
  noteGuids: string[];
}

export interface QdaCoding {
  guid: string;
  codeGuid: string;
  userGuid?: string;
  createdAtMs?: number;
}
