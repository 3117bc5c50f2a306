import { basename, dirname, join, resolve } from 'node:path';
import type {
  ChosenPath,
  HostPath,
  PathAccess,
  PathQuestion,
  PathUse,
} from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import { nightlyBackupsName } from '../folders.ts';
import type { ChosenPaths } from './chosenPaths.ts';
import { leadsInto, type PathRoot, realTarget } from './leadsInto.ts';

/** Which paths of this computer the clients of a host may name: see docs/security.md. */
export type PathRule =
  /** A terminal, whose user types them. */
  | { kind: 'any' }
  /** Pages and programs that hold the loopback host's token: what the user allowed at its start. */
  | { kind: 'folders'; folders: readonly string[] }
  /** A window, whose user chooses them in dialogs. */
  | { kind: 'chosen' };

/** The one way from what a client names to a path that is read or written. */
export interface ClientPaths {
  readonly access: PathAccess;
  /** True where a person names each path, in a terminal or a dialog, and no page can. */
  readonly namedByPerson: boolean;
  /** The absolute path. Errors: `path.notAllowed`, `path.notChosen`. */
  resolve(given: HostPath, use: PathUse): Promise<string>;
  /** Whether it may be read now: one that was taken earlier, or that a folder held. */
  isAllowed(path: string, use: PathUse): Promise<boolean>;
  /** Empty when the user cancels. Errors: `path.noDialog`. */
  choose(question: PathQuestion): Promise<ChosenPath[]>;
}

/** For a program whose user types every path. */
export const anyPath: ClientPaths = {
  access: { kind: 'any' },
  namedByPerson: true,
  resolve: async (given) => {
    if (typeof given !== 'string') throw notChosen();
    return resolve(given);
  },
  isAllowed: async () => true,
  choose: () => Promise.reject(noDialog()),
};

export interface ClientPathsOptions {
  /** The library's own folder; its backups have a place of their own. */
  library: string;
  /** Outlives the library that is open. */
  chosen: ChosenPaths;
  /** Opens the host's dialog; gives absolute paths. */
  ask(question: PathQuestion): Promise<string[]>;
}

/** Where folders lead is found out once, here. */
export async function createClientPaths(
  rule: PathRule,
  { library, chosen, ask }: ClientPathsOptions,
): Promise<ClientPaths> {
  switch (rule.kind) {
    case 'any':
      return anyPath;
    case 'folders':
      return pathsInFolders(rule.folders, library);
    case 'chosen':
      return {
        access: { kind: 'chosen' },
        namedByPerson: true,
        resolve: async (given, use) => {
          const path = typeof given === 'string' ? undefined : chosen.find(given.chosen, use);
          if (path === undefined) throw notChosen();
          return path;
        },
        isAllowed: (path, use) => leadsInto(chosen.rootsFor(use), path),
        choose: async (question) => {
          const paths = await ask(question);
          return Promise.all(paths.map((path) => chosen.add(path, question.use)));
        },
      };
    default:
      return rule satisfies never;
  }
}

async function pathsInFolders(folders: readonly string[], library: string): Promise<ClientPaths> {
  const allowed = await rootsOf(folders, (path) => realTarget(path));
  // So that a backup can be made and restored where nothing else was allowed. The nightly ones can
  // be read and not be replaced: they may be all that is left of a library.
  const own = await rootsOf([`${library}-backups`], targetBesideLinks);
  const nightly = await rootsOf([join(library, nightlyBackupsName)], targetBesideLinks);
  const backup = [...own, ...allowed];
  const roots: Record<PathUse, readonly PathRoot[]> = {
    ...{ ingest: allowed, model: allowed, cookies: allowed, report: allowed, backup },
    restore: [...nightly, ...backup],
  };
  const namesFor = (use: PathUse): string[] => roots[use].map(({ path }) => path);
  const isAllowed = (path: string, use: PathUse): Promise<boolean> => leadsInto(roots[use], path);
  return {
    access: {
      kind: 'folders',
      folders: {
        ingest: namesFor('ingest'),
        backup: namesFor('backup'),
        restore: namesFor('restore'),
        model: namesFor('model'),
        cookies: namesFor('cookies'),
        report: namesFor('report'),
      },
    },
    namedByPerson: false,
    resolve: async (given, use) => {
      if (typeof given !== 'string') throw notChosen();
      const path = resolve(given);
      if (await isAllowed(path, use)) return path;
      throw notAllowed(path, namesFor(use));
    },
    isAllowed,
    choose: () => Promise.reject(noDialog()),
  };
}

/** Those whose target cannot be told allow nothing. */
async function rootsOf(
  paths: readonly string[],
  target: (path: string) => Promise<string | undefined>,
): Promise<PathRoot[]> {
  const roots = await Promise.all(
    paths.map(async (path) => {
      const realPath = await target(path);
      return realPath === undefined ? [] : [{ path, realPath }];
    }),
  );
  return roots.flat();
}

/** Of a folder that the user did not name: were it a link, it would lead where nobody allowed. */
async function targetBesideLinks(path: string): Promise<string | undefined> {
  const parent = await realTarget(dirname(path));
  return parent === undefined ? undefined : join(parent, basename(path));
}

function notAllowed(path: string, folders: readonly string[]): AppError {
  const allowed = folders.length === 0 ? 'No folder is allowed' : `Allowed: ${folders.join(', ')}`;
  return new AppError('path.notAllowed', `${path} is not in an allowed folder. ${allowed}.`);
}

function notChosen(): AppError {
  return new AppError('path.notChosen', 'The file or folder was not chosen in a dialog for this.');
}

function noDialog(): AppError {
  return new AppError('path.noDialog', 'There are no dialogs here to choose a file in.');
}
