import { createRequire } from 'node:module';
import type * as Koffi from 'koffi';

/** What of the kernel's means of confinement this machine has. */
export interface KernelMeans {
  /** Version of Landlock's interface; 0 when the kernel has none, or it is switched off. */
  landlock: number;
  /** Filters of system calls. */
  seccomp: boolean;
}

/** System calls as functions; a negative result is `-errno`. Landlock's have one number everywhere. */
export interface Kernel {
  createRuleset(attributes: BigUint64Array | null, sizeBytes: number, flags: number): number;
  addRule(ruleset: number, type: number, rule: Uint8Array): number;
  restrictSelf(ruleset: number): number;
  seccomp(operation: number, argument: Uint32Array | SocketProgram): number;
  prctl(option: number, value: number): number;
  setLimit(resource: number, limit: number): number;
  /** Lets a descriptor stay open in the program that replaces this one. */
  keepOpen(descriptor: number): number;
}

/** `struct sock_fprog`: the instructions of a filter. */
export interface SocketProgram {
  len: number;
  filter: Uint8Array;
}

const seccompNumbers: Partial<Record<NodeJS.Architecture, number>> = { x64: 317, arm64: 277 };

/** The C library that this process has loaded. Linux only. */
export function openKernel(): Kernel {
  // Loaded when it is needed: every host has this module, few start helpers at once.
  const koffi: typeof Koffi = createRequire(import.meta.url)('koffi');
  const c = koffi.load(null);
  const program = koffi.struct({ len: 'uint16_t', filter: 'void *' });
  const checked = (result: number): number => (result === -1 ? -koffi.errno() : result);
  // The C library reads all six arguments, the last from the stack: each has to be given.
  const create = c.func('long syscall(long, void *, size_t, unsigned int, long, long, long)');
  const add = c.func('long syscall(long, int, int, void *, unsigned int, long, long)');
  const restrict = c.func('long syscall(long, int, unsigned int, long, long, long, long)');
  const ask = c.func('long syscall(long, unsigned int, unsigned int, void *, long, long, long)');
  const filter = c.func('syscall', 'long', [
    ...['long', 'unsigned int', 'unsigned int', koffi.pointer(program)],
    ...['long', 'long', 'long'],
  ]);
  const prctl = c.func('int prctl(int, long, long, long, long)');
  const setrlimit = c.func('int setrlimit(int, void *)');
  const fcntl = c.func('int fcntl(int, int, ...)');
  const seccompNumber = seccompNumbers[process.arch] ?? -1;
  return {
    createRuleset: (attributes, bytes, flags) =>
      checked(create(444, attributes, bytes, flags, 0, 0, 0)),
    addRule: (ruleset, type, rule) => checked(add(445, ruleset, type, rule, 0, 0, 0)),
    restrictSelf: (ruleset) => checked(restrict(446, ruleset, 0, 0, 0, 0, 0)),
    seccomp: (operation, argument) =>
      argument instanceof Uint32Array
        ? checked(ask(seccompNumber, operation, 0, argument, 0, 0, 0))
        : checked(filter(seccompNumber, operation, 0, argument, 0, 0, 0)),
    prctl: (option, value) => checked(prctl(option, value, 0, 0, 0)),
    setLimit: (resource, limit) =>
      checked(setrlimit(resource, new BigUint64Array([BigInt(limit), BigInt(limit)]))),
    keepOpen: (descriptor) => {
      const setFlags = 2;
      return checked(fcntl(descriptor, setFlags, 'int', 0));
    },
  };
}

/** What this machine has. Asking changes nothing. */
export function kernelMeans(): KernelMeans {
  if (process.platform !== 'linux') return { landlock: 0, seccomp: false };
  try {
    return meansOf(openKernel());
  } catch {
    // The binding does not load, or has not this C library.
    return { landlock: 0, seccomp: false };
  }
}

/** The same of a kernel that is open. */
export function meansOf(kernel: Kernel): KernelMeans {
  const askVersion = 1;
  const askAction = 2;
  const refusal = new Uint32Array([0x0005_0000]);
  return {
    landlock: Math.max(0, kernel.createRuleset(null, 0, askVersion)),
    seccomp: kernel.seccomp(askAction, refusal) === 0,
  };
}
