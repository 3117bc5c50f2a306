import type {
  ContentHash,
  KvType,
  PathQuestion,
  UploadId,
  VideoId,
} from '../../../contract/index.ts';
import type { WorkerName } from '../children/children.ts';
import type { Call } from '../children/protocol.ts';
import type { HostPaths } from '../host.ts';
import type { PathRule } from '../paths/clientPaths.ts';

/** What the core is started with. */
export interface CoreOptions {
  paths: HostPaths;
  networkAllowed: boolean;
  /** Which paths its clients may name. */
  pathRule: PathRule;
  /**
   * Whether it runs the library's jobs. `required`: opening fails with `library.inUse` while
   * another process runs them; `ifFree`: the library is then opened without.
   */
  jobs: 'required' | 'ifFree' | 'no';
  /** Opens the library itself, not the branch that was open: the person chose so. */
  leaveBranch?: boolean;
  /** See AppOptions of the core. */
  maxWaitingRequests?: number;
  engineKvType?: KvType;
  loraAdapters?: readonly { name: string; path: string; scale?: number }[];
}

/** Who answers a request that came over HTTP. */
export type RequestArea = 'api' | 'openAi' | 'collect';

export interface SentRequest {
  area: RequestArea;
  method: string;
  url: string;
  headers: [string, string][];
  /** Whole: the host limits its size, and those who answer parse it whole. */
  body: Uint8Array | undefined;
}

export interface SentResponse {
  status: number;
  headers: [string, string][];
  /** Whole, or for `nextChunk` and `dropBody`; undefined: there is no body. */
  body: Uint8Array | number | undefined;
}

export interface MediaQuestion {
  videoId: VideoId;
  /** `original`, `poster`, `sprite`, `waveform` or `frame`. */
  name: string;
  /** Of a frame. */
  atMs: number;
}

/** A stored file, whose bytes the host reads by itself. */
export interface MediaFile {
  path: string;
  contentType: string;
  contentHash: ContentHash;
  /** False for an original that was left where it is: its owner may change it. */
  kept: boolean;
}

/** What the host asks the core. */
export type CoreCalls = {
  open: Call<CoreOptions, null>;
  /** Parks the jobs and closes the library. */
  close: Call<null, null>;
  findMedia: Call<MediaQuestion, MediaFile | undefined>;
  uploadFolder: Call<UploadId, string>;
  fetch: Call<SentRequest, SentResponse | undefined>;
  /** The next bytes of a response's body; undefined at its end. */
  nextChunk: Call<number, Uint8Array | undefined>;
};

/** What the host tells the core, without an answer. */
export type CoreNews = {
  /** A page is there: its frames follow, or come over the port that is sent along. */
  connect: number;
  frame: { connection: number; data: string | Uint8Array };
  disconnect: number;
  dropBody: number;
  /** The port to a child that the host has started comes along. */
  childPort: number;
  childExited: { child: number; reason: string };
};

/** What the core asks the host. */
export type HostCalls = {
  keychainPersists: Call<null, boolean>;
  getSecret: Call<string, string | undefined>;
  setSecret: Call<{ name: string; value: string }, null>;
  deleteSecret: Call<string, null>;
  /** Opens a dialog; gives the absolute paths that the user chose. */
  choosePaths: Call<PathQuestion, string[]>;
  /** Where the core cannot start processes; gives the pid. Its port comes as news. */
  startChild: Call<{ child: number; worker: WorkerName }, number | undefined>;
};

/** What the core tells the host. */
export type HostNews = {
  frame: { connection: number; data: string | Uint8Array };
  /** Another library takes the place of the open one: pages connect anew when it is `replaced`. */
  replacing: null;
  replaced: null;
  /** It could not be opened; the core waits for `open`. */
  refused: { code: string; message: string };
  killChild: number;
};
