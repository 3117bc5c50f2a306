import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { systemMessages } from '../messages/system.ts';

/** An adapter that clients ask for by name. */
export interface LoraAdapterOption {
  name: string;
  /** Absolute. */
  path: string;
  scale?: number;
}

/** One more `NAME=FILE` or `NAME=FILE@SCALE`; commander calls it for each. */
export function toLoraAdapters(
  text: string,
  before: readonly LoraAdapterOption[],
): LoraAdapterOption[] {
  const [, name, given, scale] = /^([\w.:-]{1,100})=(.+?)(?:@(\d+(?:\.\d+)?))?$/.exec(text) ?? [];
  if (name === undefined || given === undefined || name === 'default') {
    throw new InvalidArgumentError(systemMessages.serve.loraAdapterForm);
  }
  if (before.some((other) => other.name === name)) {
    throw new InvalidArgumentError(systemMessages.serve.loraAdapterTwice(name));
  }
  const path = resolve(given);
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new InvalidArgumentError(systemMessages.serve.notFile(path));
  }
  return [...before, { name, path, ...(scale !== undefined && { scale: Number(scale) }) }];
}
