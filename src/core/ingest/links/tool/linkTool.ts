import type { LinkTool } from '../../../../contract/index.ts';
import { AppError, type Clock } from '../../../base/index.ts';
import { readCurrent } from './currentTool.ts';
import { type InstallOptions, installLinkTool } from './installLinkTool.ts';
import { askVersion, findOnPath, type LinkCommand, releasedAtMs } from './linkCommand.ts';

/** Finds, installs and updates the yt-dlp that reads links. */
export interface LinkTools {
  /** Looked up now. */
  find(signal?: AbortSignal): Promise<LinkTool>;
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

const oldAfterMs = 90 * 24 * 60 * 60_000;

export function createLinkTools(options: LinkToolOptions): LinkTools {
  const { folder, clock } = options;
  let known: LinkCommand | undefined;

  const look = async (signal?: AbortSignal): Promise<LinkCommand | undefined> => {
    const onPath = await findOnPath(options.searchPath ?? process.env.PATH ?? '');
    const [found, own] = await Promise.all([
      onPath === undefined
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
    require: async (signal) => {
      known ??= await look(signal);
      if (known === undefined) {
        throw new AppError('link.toolMissing', 'yt-dlp, which reads links, is not installed.');
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
  const { program, prefix } = current;
  return askVersion({ source: 'app', program, prefix }, signal);
}
