import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { hasSystemCode } from '../../base/index.ts';
import type { Kernel } from './kernel.ts';
import type { Policy } from './policy.ts';

/** `LANDLOCK_ACCESS_FS_*` of linux/landlock.h, as bits. */
const may = {
  execute: 0,
  writeFile: 1,
  readFile: 2,
  readFolder: 3,
  /** From removing a folder to making a symbolic link. */
  firstChange: 4,
  makeCharacterDevice: 6,
  makeSocket: 9,
  makeBlockDevice: 11,
  lastChange: 12,
  /** Since versions 2, 3 and 5. */
  moveAcrossFolders: 13,
  truncate: 14,
  controlDevice: 15,
} as const;
/** What can be allowed on a file that is no folder. */
const onFiles = bits(may.execute, may.writeFile, may.readFile, may.truncate, may.controlDevice);

/**
 * Landlock: from here on this thread, and what it executes, opens what the policy names and no more;
 * connects and listens to no TCP port, to no abstract socket and signals nobody outside. What an
 * older kernel cannot refuse is not refused. Errors: when the kernel refuses the rules.
 */
export function restrictFiles(kernel: Kernel, version: number, policy: Policy): void {
  const handled = handledBy(version);
  const attributes = new BigUint64Array([
    handled,
    // Binding and connecting TCP.
    version >= 4 ? 3n : 0n,
    // Abstract sockets and signals.
    version >= 6 ? 3n : 0n,
  ]);
  const sizeBytes = version >= 6 ? 24 : version >= 4 ? 16 : 8;
  const ruleset = required(kernel.createRuleset(attributes, sizeBytes, 0), 'make rules');
  const reading = bits(may.readFile, may.readFolder);
  const changing = range(may.firstChange, may.lastChange).filter(
    (bit) =>
      bit !== may.makeCharacterDevice && bit !== may.makeBlockDevice && bit !== may.makeSocket,
  );
  const writing = reading | bits(may.writeFile, may.truncate, may.moveAcrossFolders, ...changing);
  const allow = (paths: readonly string[], rights: bigint): void => {
    for (const path of paths) addRule(kernel, { ruleset, path, rights: rights & handled });
  };
  allow(policy.programs, reading | bits(may.execute));
  allow(policy.reads, reading);
  allow(policy.writes, writing);
  allow(policy.devices, reading | bits(may.writeFile, may.controlDevice, ...changing));
  required(kernel.restrictSelf(ruleset), 'restrict itself');
  closeSync(ruleset);
}

function handledBy(version: number): bigint {
  const since2 = version >= 2 ? bits(may.moveAcrossFolders) : 0n;
  const since3 = version >= 3 ? bits(may.truncate) : 0n;
  const since5 = version >= 5 ? bits(may.controlDevice) : 0n;
  return bits(...range(may.execute, may.lastChange)) | since2 | since3 | since5;
}

/** A path that is not there needs no rule. */
function addRule(
  kernel: Kernel,
  { ruleset, path, rights }: { ruleset: number; path: string; rights: bigint },
): void {
  // O_PATH: opened for nothing but to be named.
  const named = 0o10000000;
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | named);
  } catch (error) {
    if (hasSystemCode(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP')) return;
    throw error;
  }
  const rule = Buffer.alloc(12);
  const isFolder = fstatSync(descriptor).isDirectory();
  rule.writeBigUInt64LE(isFolder ? rights : rights & onFiles, 0);
  rule.writeInt32LE(descriptor, 8);
  const pathBeneath = 1;
  required(kernel.addRule(ruleset, pathBeneath, rule), `allow ${path}`);
  closeSync(descriptor);
}

function bits(...positions: number[]): bigint {
  return positions.reduce((all, position) => all | (1n << BigInt(position)), 0n);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function required(result: number, what: string): number {
  if (result < 0) throw new Error(`The process could not ${what}: errno ${-result}.`);
  return result;
}
