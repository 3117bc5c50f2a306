/** Numbers of system calls, which processors have differently. */
interface RefusedCalls {
  /** `AUDIT_ARCH_*` of linux/audit.h. */
  architecture: number;
  numbers: readonly number[];
}

/**
 * What a parser has no use for: sockets of any kind (its channel to the core is open already),
 * io_uring (which opens sockets past this filter), reading other processes, other namespaces, the
 * kernel's keys and programs. In this order: socket, io_uring_setup, ptrace, process_vm_readv,
 * process_vm_writev, pidfd_getfd, unshare, setns, add_key, request_key, keyctl, bpf, userfaultfd,
 * perf_event_open.
 */
const refused: Partial<Record<NodeJS.Architecture, RefusedCalls>> = {
  x64: {
    architecture: 0xc000_003e,
    numbers: [41, 425, 101, 310, 311, 438, 272, 308, 248, 249, 250, 321, 323, 298],
  },
  arm64: {
    architecture: 0xc000_00b7,
    numbers: [198, 425, 117, 270, 271, 438, 97, 268, 217, 218, 219, 280, 282, 241],
  },
};

/** Codes of classic BPF (linux/bpf_common.h): load a word, jump on equal or greater, return. */
const code = { load: 0x20, equal: 0x15, greaterOrEqual: 0x35, return: 0x06 } as const;
/** Where `struct seccomp_data` has the call's number and the processor. */
const offset = { number: 0, architecture: 4 } as const;
const allow = 0x7fff_0000;
/** The call fails with EACCES. */
const refuse = 0x0005_0000 + 13;
/** Calls of the x32 interface have this bit; no program here uses it. */
const x32Bit = 0x4000_0000;

/**
 * A seccomp filter as packed `struct sock_filter`s, or undefined for a processor whose numbers are
 * not known. Calls of another processor's interface are refused whole.
 */
export function systemCallFilter(processor: NodeJS.Architecture): Uint8Array | undefined {
  const calls = refused[processor];
  if (calls === undefined) return undefined;
  const { architecture, numbers } = calls;
  // The refusal is the last instruction; jumps count from the next one.
  const checks = numbers.length + 1;
  const program: [number, number, number, number][] = [
    [code.load, 0, 0, offset.architecture],
    [code.equal, 0, checks + 2, architecture],
    [code.load, 0, 0, offset.number],
    [code.greaterOrEqual, checks, 0, x32Bit],
    ...numbers.map((number, index): [number, number, number, number] => [
      ...([code.equal, numbers.length - index, 0] as const),
      number,
    ]),
    [code.return, 0, 0, allow],
    [code.return, 0, 0, refuse],
  ];
  const bytes = Buffer.alloc(program.length * 8);
  for (const [index, [operation, ifTrue, ifFalse, value]] of program.entries()) {
    const at = index * 8;
    bytes.writeUInt16LE(operation, at);
    bytes.writeUInt8(ifTrue, at + 2);
    bytes.writeUInt8(ifFalse, at + 3);
    bytes.writeUInt32LE(value, at + 4);
  }
  return bytes;
}
