import type { SharingConflict, SharingEvent, SharingStatus } from '../../contract/index.ts';
import { AppError, AsyncQueue } from '../base/index.ts';
import { NetworkGate } from '../host/index.ts';
import type { Embedder } from '../inference/index.ts';
import { activeSpace } from '../library/index.ts';
import { readAuthority } from '../remote/index.ts';
import { conflictViews } from './conflicts/conflictViews.ts';
import { settleConflict } from './conflicts/settleConflict.ts';
import { ensureVectorIndex } from './postgres/ensureVectorIndex.ts';
import { findWorkspace } from './postgres/openTeam.ts';
import { parsePostgresAddress } from './postgres/postgresAddress.ts';
import { teamSchemaName } from './postgres/schemaName.ts';
import {
  type ConnectionTools,
  openTarget,
  passwordName,
  type Team,
} from './postgres/teamConnection.ts';
import type { TeamDatabase } from './postgres/teamDatabase.ts';
import { countShared } from './records/sharedViews.ts';
import {
  deskIdOf,
  getSharingState,
  setSharingState,
  startRecording,
} from './records/sharingState.ts';
import { searchShared, type TeamSearchResult } from './search/searchShared.ts';
import { introduceDesk } from './transfer/introduceDesk.ts';
import { syncOnce } from './transfer/syncOnce.ts';

export type Sharing = ReturnType<typeof createSharing>;

interface Connect {
  /** `local`, or an address with its password. */
  target: string;
  /** Its name; the first when left out. */
  workspace?: string | undefined;
  /** Of the authority that signed the server's certificate; left out: the system's. */
  caPem?: string | undefined;
}

export interface SharingTools extends ConnectionTools {
  /** True: this is a branch, which syncs with its own copy or with nothing. */
  onBranch?: boolean;
  embedder?: Embedder | undefined;
}

/** Sharing with the team: what is connected, syncing, conflicts, and search of what others have. */
export function createSharing(tools: SharingTools) {
  const { library, host } = tools;
  let opened: Promise<Team> | undefined;
  let syncing = false;
  const network = new NetworkGate(host);
  const isNear = (target: string): boolean =>
    target === 'local' || parsePostgresAddress(target).isLoopback;

  const team = (): Promise<Team> => {
    const { connected, target, caPem } = getSharingState(library);
    if (connected === 0) {
      throw new AppError('sharing.notConnected', 'This library is not shared with a team.');
    }
    // It may have been opened before the user went offline.
    if (!host.networkAllowed && !isNear(target)) {
      void close();
      throw new AppError(
        'network.notAllowed',
        'You are offline: the team’s database is not asked.',
      );
    }
    opened ??= openTarget(tools, target, { caPem }).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  const close = async (): Promise<void> => {
    const closing = opened;
    opened = undefined;
    await closing?.then(({ db }) => db.close()).catch(() => undefined);
  };

  const status = async (): Promise<SharingStatus> => {
    const { connected, target, lastSyncAtMs, caPem, role } = getSharingState(library);
    return {
      ...countShared(library),
      connected: connected === 1,
      ...(target === '' ? {} : { target }),
      ...(lastSyncAtMs === null ? {} : { lastSyncAtMs }),
      ownAuthority: caPem !== '',
      ...(role === '' ? {} : { role }),
      passwordPersists: await host.secrets.isPersistent(),
    };
  };

  const connect = async ({
    target,
    workspace,
    caPem: pem = '',
  }: Connect): Promise<SharingStatus> => {
    refuseOnBranch();
    refuseWhileSyncing();
    const caPem = readAuthority(pem);
    await close();
    const address =
      target === 'local' ? undefined : parsePostgresAddress(target, { mustBeTls: caPem !== '' });
    if (address !== undefined && address.schema !== teamSchemaName) {
      throw new AppError('branch.open', 'A branch is opened, not connected to.');
    }
    const found = await openTarget(tools, target, { workspaceName: workspace, caPem });
    // No other machine reaches a database on this disk.
    if (address !== undefined) await prepareFleet(found.db);
    opened = Promise.resolve(found);
    if (address?.password !== undefined) await host.secrets.set(passwordName, address.password);
    startRecording(library, {
      target: address?.shown ?? 'local',
      workspaceId: found.workspace.id,
      caPem,
    });
    setSharingState(library, { role: found.workspace.role });
    return status();
  };

  /** Changes are recorded on, so that connecting again costs no more than what changed. */
  const disconnect = async (): Promise<SharingStatus> => {
    refuseOnBranch();
    refuseWhileSyncing();
    await close();
    setSharingState(library, { connected: 0 });
    await host.secrets.delete(passwordName);
    return status();
  };

  const run = async (events: AsyncQueue<SharingEvent>, signal?: AbortSignal): Promise<void> => {
    refuseWhileSyncing();
    syncing = true;
    try {
      const { db } = await team();
      const { workspaceId, target } = getSharingState(library);
      // The role may have been changed since the connection was made, and the workspace be gone.
      const workspace = await findWorkspace(db, { id: workspaceId });
      if (workspace === undefined) {
        throw new AppError('sharing.notAllowed', 'The workspace is gone, or closed to this role.');
      }
      setSharingState(library, { role: workspace.role });
      await introduceDesk(library, db);
      const exchange = (during: AbortSignal | undefined) =>
        syncOnce({
          ...{ library, db, workspaceId, signal: during, mayPush: workspace.role !== 'viewer' },
          onProgress: (now) => events.push({ type: 'progress', ...now }),
        });
      const progress = await (isNear(target) ? exchange(signal) : network.pass(exchange, signal));
      const space = activeSpace(library);
      if (progress.pushed > 0 && space !== undefined) await ensureVectorIndex(db, space.dimensions);
      setSharingState(library, { lastSyncAtMs: library.clock.nowMs() });
      events.push({ type: 'done', ...progress, status: await status() });
    } finally {
      syncing = false;
    }
  };

  return {
    isConnected: (): boolean => getSharingState(library).connected === 1,
    status,
    connect,
    disconnect,
    /** Progress, then `done`. Errors: `sharing.inUse`, `sharing.notConnected`, those of the database. */
    sync: (signal?: AbortSignal): AsyncIterable<SharingEvent> => {
      const events = new AsyncQueue<SharingEvent>();
      run(events, signal).then(
        () => events.end(),
        (error: unknown) => events.fail(error),
      );
      return events;
    },
    conflicts: (limit: number): SharingConflict[] => conflictViews(library, limit),
    /** Errors: `sharing.settled`, `sharing.moreVersions`. */
    settle: async ({ seen, ...settlement }: SettleInput): Promise<SharingStatus> => {
      const clocks = seen.map(({ hlc, deskId }) => [hlc, deskId] as const);
      settleConflict(library, deskIdOf(library), { ...settlement, seen: clocks });
      return status();
    },
    /** Work on the team's database that no sync may come between. */
    withTeam: async <Result>(work: (db: TeamDatabase) => Promise<Result>): Promise<Result> => {
      refuseWhileSyncing();
      syncing = true;
      try {
        return await work((await team()).db);
      } finally {
        syncing = false;
      }
    },
    search: (
      input: { query: string; limit: number },
      signal?: AbortSignal,
    ): Promise<TeamSearchResult> => searchShared({ ...tools, team }, input, signal),
    dispose: close,
  };

  function refuseOnBranch(): void {
    if (tools.onBranch !== true) return;
    throw new AppError('branch.open', 'A branch shares with its own copy alone.');
  }
  function refuseWhileSyncing(): void {
    if (syncing) throw new AppError('sharing.inUse', 'A sync is under way.');
  }
}

/** What was seen of a text, and what it is to be. */
type SettleInput = Pick<SharingConflict, 'kind' | 'id' | 'field'> & {
  value: string;
  seen: readonly { hlc: number; deskId: string }[];
};

/** What cannot be made now is no reason not to share: who uses the queue is told. */
async function prepareFleet(db: TeamDatabase): Promise<void> {
  const { installFleetAsOwner } = await import('./workers/installFleet.ts');
  await installFleetAsOwner(db).catch(() => undefined);
}
