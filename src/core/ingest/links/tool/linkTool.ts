import type { LinkTool } from '../../../../contract/index.ts';
import { AppError, type Clock } from '../../../base/index.ts';
import { readCurrent } from './currentTool.ts';
import { type InstallOptions, installLinkTool } from './installLinkTool.ts';
import { askVersion, findOnPath, type LinkCommand, releasedAtMs } from './linkCommand.ts';
import { openToEveryone, type ToolFile, toolFileOf } from './toolFile.ts';

/** The yt-dlp in use, and what is known of its file. */
export interface ToolInspection extends LinkTool {
  file?: ToolFile;
  /** Whole days since the release that its version names. */
  ageDays?: number;
  /** Why one of the PATH is not even asked for its version. */
  refused?: string;
}

/** Finds, installs and updates the yt-dlp that reads links. */
export interface LinkTools {
  /** Looked up now. */
  find(signal?: AbortSignal): Promise<LinkTool>;
  /** The same, with its file: what a person can compare. */
  inspect(signal?: AbortSignal): Promise<ToolInspection>;
  /** The one to run; remembered until an install. Errors: `link.toolMissing`. */
  require(signal?: AbortSignal): Promise<LinkCommand & { old: boolean }>;
  /** The newest there is. Errors: `network.notAllowed`, `network.unavailable`, `link.failed`. */
  install(signal?: AbortSignal): Promise<LinkTool>;
}

export interface LinkToolOptions {
  /** The app's own folder for it; made when it is needed. */
  folder: string;
  clock: Clock;
  /** Errors: `network.notAllowed`. */
  requireNetwork(): void;
  /** Folders that are searched; this process's PATH unless told. */
  searchPath?: string;
  /** Where to install from; for tests. */
  sources?: InstallOptions['sources'];
}

const dayMs = 24 * 60 * 60_000;
const oldAfterMs = 90 * dayMs;

export function createLinkTools(options: LinkToolOptions): LinkTools {
  const { folder, clock } = options;
  let known: LinkCommand | undefined;
  let refused: string | undefined;

  const look = async (signal?: AbortSignal): Promise<LinkCommand | undefined> => {
    const onPath = await findOnPath(options.searchPath ?? process.env.PATH ?? '');
    const open = onPath === undefined ? undefined : await openToEveryone(onPath);
    refused =
      open === undefined ? undefined : `${onPath} is not used: every user can write to ${open}.`;
    const [found, own] = await Promise.all([
      onPath === undefined || open !== undefined
        ? undefined
        : askVersion({ source: 'path', program: onPath, prefix: [] }, signal),
      ownCommand(folder, signal),
    ]);
    if (found === undefined || own === undefined) return found ?? own;
    // Whichever is newer knows more of what the platforms changed.
    return releasedAtMs(own.version) >= releasedAtMs(found.version) ? own : found;
  };
  const isOld = ({ version }: LinkCommand): boolean =>
    clock.nowMs() - releasedAtMs(version) > oldAfterMs;
  const toDto = (command: LinkCommand | undefined): LinkTool =>
    command === undefined
      ? { source: 'missing', old: false }
      : { source: command.source, version: command.version, old: isOld(command) };

  const find = async (signal?: AbortSignal): Promise<LinkTool> => {
    known = await look(signal);
    return toDto(known);
  };
  return {
    find,
    inspect: async (signal) => {
      const tool = await find(signal);
      const why = refused === undefined ? {} : { refused };
      if (known === undefined) return { ...tool, ...why };
      const { program, prefix, version } = known;
      const file = await toolFileOf(prefix.at(-1) ?? program);
      // Of the wheel that was unpacked, which is what the package index names.
      const wheel = prefix.length === 0 ? undefined : await readCurrent(folder);
      if (wheel !== undefined) file.sha256 = wheel.sha256;
      const ageDays = Math.floor((clock.nowMs() - releasedAtMs(version)) / dayMs);
      return { ...tool, file, ageDays, ...why };
    },
    require: async (signal) => {
      known ??= await look(signal);
      if (known === undefined) {
        const missing = refused ?? 'yt-dlp, which reads links, is not installed.';
        throw new AppError('link.toolMissing', missing);
      }
      return { ...known, old: isOld(known) };
    },
    install: async (signal) => {
      options.requireNetwork();
      await installLinkTool({
        folder,
        nowMs: clock.nowMs(),
        signal,
        ...(options.sources === undefined ? {} : { sources: options.sources }),
      });
      return find(signal);
    },
  };
}

async function ownCommand(folder: string, signal?: AbortSignal): Promise<LinkCommand | undefined> {
  const current = await readCurrent(folder);
  if (current === undefined) return undefined;
  const { program, prefix, sha256 } = current;
  // A program that is no longer the one whose hash was checked is not run.
  const isWhole = prefix.length > 0 || (await isUnchanged(program, sha256));
  return isWhole ? askVersion({ source: 'app', program, prefix }, signal) : undefined;
}

async function isUnchanged(program: string, sha256: string): Promise<boolean> {
  const file = await toolFileOf(program).catch(() => undefined);
  return file?.sha256 === sha256;
}
