import type { ImportFormat } from '../../../contract/index.ts';

/** What an import job is told; JSON. */
export interface ImportPayload {
  /** Absolute path of the file. */
  path: string;
  format: ImportFormat;
  /** Field to heading, of a table. */
  map: Record<string, string>;
  platform?: string;
  observedAtMs?: number;
  /** Authors of comments are stored by name. */
  keepNames: boolean;
}
