import type { ConversionFiles } from '../convert/conversionFiles.ts';
import type { ProgressMeter } from '../store/progressMeter.ts';

/** What a source is given to work with. */
export interface DeliveryContext {
  /** This model's folder for unfinished things; the source may keep there what it resumes with. */
  workDir: string;
  meter: ProgressMeter;
  /** Errors: `disk.full` when the models folder lacks that many bytes. */
  requireSpace(neededBytes: number): Promise<void>;
  signal: AbortSignal | undefined;
}

/** Files on the disk, each checked against its hash. */
export interface Delivery {
  files: ConversionFiles;
  /** The hash of the first weights file, where the source knows it. */
  sha256: string | undefined;
}
