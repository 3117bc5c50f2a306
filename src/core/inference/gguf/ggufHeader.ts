export type GgufScalar = number | string | boolean;
export type GgufValue = GgufScalar | GgufScalar[];

export interface GgufTensor {
  /** Its number in ggml. */
  type: number;
  /** Of values. */
  count: number;
  /** Where its values begin, after the header. */
  offset: number;
}

/** The beginning of a GGUF file: what it says of itself, and where its tensors lie. */
export interface GgufHeader {
  /** Without long texts and lists. */
  metadata: ReadonlyMap<string, GgufValue>;
  /** How many characters or values the long ones have, by their keys. */
  lengths: ReadonlyMap<string, number>;
  tensors: readonly GgufTensor[];
  /** Where the tensors' values begin in the file. */
  dataOffset: number;
  fileBytes: number;
}
