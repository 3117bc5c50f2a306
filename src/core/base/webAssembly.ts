import { z } from 'zod';

/** Of a module: the buffer is another one after `grow`, which takes pages of 64 KiB. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

export const wasmPageBytes = 65_536;

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

export const wasmFunction = z.custom<(...values: number[]) => number>(isFunction);
export const wasmMemory = z.custom<WasmMemory>(
  (value) => z.object({ grow: wasmFunction }).safeParse(value).success,
);

/** The exports of a new instance of a module without imports. Node's types do not know WebAssembly. */
export function instantiate(base64: string): unknown {
  const { Module, Instance } = z
    .object({
      Module: z.custom<new (bytes: Uint8Array) => object>(isFunction),
      Instance: z.custom<new (module: object) => { exports: unknown }>(isFunction),
    })
    .parse(Reflect.get(globalThis, 'WebAssembly'));
  return new Instance(new Module(Buffer.from(base64, 'base64'))).exports;
}
