import type { ModelId, ModelTask } from '../../../contract/index.ts';

/**
 * What an embedding model has to be told, and how its likenesses are read. Vectors of some models all
 * point one way; less their usual direction, unlike texts are near 0 as with other models.
 */
export interface EmbeddingProfile {
  queryPrefix: string;
  passagePrefix: string;
  /** Means of vectors of many unlike texts; as long as a vector. */
  queryCenter: Float32Array;
  passageCenter: Float32Array;
  /** Least likeness of a hit by meaning: the nearest neighbour of nonsense is still a neighbour. */
  minLikeness: number;
}

/** A model whose file is on the disk, complete. */
export interface InstalledModel {
  readonly id: ModelId;
  readonly name: string;
  readonly task: ModelTask;
  /** Absolute path of the file that the runtime loads. */
  readonly path: string;
  /** SHA-256 of that file; stamps what the model makes. */
  readonly version: string;
  readonly contextTokens: number | undefined;
  /** True for a model without chat training: it is prompted by examples. */
  readonly base: boolean;
  /** True for the set that a new library starts with: good for trying, not for work. */
  readonly starter: boolean;
  /** Of an embedding model that needs one. */
  readonly embedding?: EmbeddingProfile;
}

/** What the rooms above need of the model store. */
export interface ModelSource {
  /** The best installed model for a task, or undefined. */
  preferred(task: ModelTask): Promise<InstalledModel | undefined>;
  /** The installed model of a task whose file has this hash, or undefined. */
  withVersion(task: ModelTask, version: string): Promise<InstalledModel | undefined>;
  /**
   * The model that does a task, or the one of the id. Errors: `model.missing`, `model.damaged`; of
   * an id also `model.unknown`, `model.unsupported` for a model of another task.
   */
  require(task: ModelTask, modelId?: ModelId): Promise<InstalledModel>;
}
