import { describeModel, describeModelFile } from './describeModelFile.ts';
import type { ModelDescription } from './modelDescription.ts';

interface HeaderFile {
  path: string;
  name?: string | undefined;
  /** For the process's access alone. */
  within?: string | undefined;
}

interface HeaderBytes {
  /** The beginning of the file. */
  bytes: Uint8Array;
  sizeBytes: number;
  maxHeaderBytes?: number | undefined;
  name: string;
}

type BytesAnswer = { description: ModelDescription } | { neededBytes: number };

/** What the process that reads headers answers. */
export type HeaderCalls = {
  file: { input: HeaderFile; event: never; output: ModelDescription };
  bytes: { input: HeaderBytes; event: never; output: BytesAnswer };
};

/** Thrown and caught within this file. */
class NeedsMore extends Error {
  readonly neededBytes: number;

  constructor(neededBytes: number) {
    super();
    this.neededBytes = neededBytes;
  }
}

export function describeFile({ path, name }: HeaderFile): Promise<ModelDescription> {
  return describeModelFile(path, name);
}

/** What the beginning of a file says; or how much more of it is needed. */
export async function describeBytes(input: HeaderBytes): Promise<BytesAnswer> {
  const { bytes, sizeBytes, maxHeaderBytes, name } = input;
  const known = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = async (length: number): Promise<Buffer> => {
    if (length > known.length) throw new NeedsMore(length);
    return known.subarray(0, length);
  };
  const source = { sizeBytes, first, ...(maxHeaderBytes !== undefined && { maxHeaderBytes }) };
  try {
    return { description: await describeModel(source, name) };
  } catch (error) {
    if (error instanceof NeedsMore) return { neededBytes: error.neededBytes };
    throw error;
  }
}
