import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeFolders, programRoot } from '../../base/index.ts';
import type { WorkerName } from '../children/children.ts';
import type { Access } from './access.ts';

/** Everything a confined process may do; what is not named is refused. */
export interface Policy extends Access {
  /** Programs and libraries: read and run. */
  programs: readonly string[];
  /** Devices of graphics cards: read, written and controlled. */
  devices: readonly string[];
  /** Largest file that it may write. */
  maxFileBytes: number;
}

/** The dynamic loader's, where distributions have them; those that are missing are passed over. */
const systemLibraries = [
  '/lib',
  '/lib64',
  '/usr/lib',
  '/usr/lib64',
  '/usr/local/lib',
  '/nix/store',
];
/** What Node and the libraries look up about the machine. None of it is about its users. */
const machine = [
  ...['/etc/ld.so.cache', '/etc/ld.so.conf', '/etc/ld.so.conf.d', '/etc/localtime'],
  ...['/etc/ssl/openssl.cnf', '/usr/share/zoneinfo', '/dev/urandom', '/dev/random', '/dev/null'],
  ...['/proc/self', '/proc/meminfo', '/proc/cpuinfo', '/proc/stat', '/proc/version'],
  ...['/proc/sys/vm', '/proc/sys/kernel', '/sys/devices/system', '/sys/fs/cgroup'],
];
/** What the drivers of graphics cards look up. */
const graphics = [
  ...[
    '/proc/devices',
    '/proc/driver',
    '/proc/modules',
    '/proc/filesystems',
    '/sys/bus',
    '/sys/class',
  ],
  ...['/sys/devices', '/sys/module', '/etc/vulkan', '/etc/OpenCL', '/etc/nvidia'],
  ...[
    '/usr/share/vulkan',
    '/usr/share/nvidia',
    '/usr/share/drirc.d',
    '/usr/local/cuda',
    '/opt/rocm',
  ],
];

const gibibyte = 2 ** 30;

/** What a helper process may do that was given `access`. */
export function policyOf(worker: WorkerName, { reads, writes }: Access): Policy {
  const usesGraphics = worker === 'engine' || worker === 'whisper';
  return {
    programs: [process.execPath, dirname(process.execPath), ...systemLibraries],
    reads: [
      ...codeFolders(),
      ...[join(programRoot, 'node_modules'), join(programRoot, 'package.json'), ...machine],
      ...(usesGraphics ? graphics : []),
      ...reads,
    ],
    writes,
    devices: usesGraphics ? graphicsDevices() : [],
    maxFileBytes: maxFileBytesOf(worker),
  };
}

function maxFileBytesOf(worker: WorkerName): number {
  switch (worker) {
    case 'media':
      // A copy whose index comes first is as large as the original.
      return 256 * gibibyte;
    case 'engine':
      return gibibyte;
    case 'whisper':
    case 'vision':
    case 'headers':
      return 0;
    default:
      return worker satisfies never;
  }
}

function graphicsDevices(): string[] {
  const nvidia = readdirSync('/dev').filter((name) => name.startsWith('nvidia'));
  return ['dri', 'kfd', 'shm', ...nvidia].map((name) => join('/dev', name));
}
