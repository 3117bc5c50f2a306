import { setTimeout as sleep } from 'node:timers/promises';
import type { SharingConflict, SharingStatus } from '../../contract/index.ts';
import { AppError, type Logger } from '../base/index.ts';
import { NetworkGate, originOf } from '../host/index.ts';
import type { Embedder } from '../inference/index.ts';
import { activeSpace } from '../library/index.ts';
import { readCaPem } from '../remote/index.ts';
import { conflictViews } from './conflicts/conflictViews.ts';
import { settleConflict } from './conflicts/settleConflict.ts';
import { ensureVectorIndex } from './postgres/ensureVectorIndex.ts';
import { findWorkspace } from './postgres/openTeam.ts';
import { parsePostgresAddress } from './postgres/postgresAddress.ts';
import { growthSchemaName, type SchemaName, teamSchemaName } from './postgres/schemaName.ts';
import {
  type ConnectionTools,
  openServer,
  openTarget,
  passwordName,
  type Team,
} from './postgres/teamConnection.ts';
import { TeamConsents } from './postgres/teamConsents.ts';
import type { TeamDatabase } from './postgres/teamDatabase.ts';
import { countShared } from './records/sharedViews.ts';
import {
  deviceIdOf,
  getSharingState,
  setSharingState,
  startRecording,
} from './records/sharingState.ts';
import { searchShared, type TeamSearchResult } from './search/searchShared.ts';
import { publishDeviceName } from './transfer/publishDeviceName.ts';
import { lastSyncOf } from './transfer/syncKind.ts';
import { type SyncProgress, syncOnce } from './transfer/syncOnce.ts';

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
  /** Of a branch, see eventsOfBranch. */
  branchEvents?: { schema?: SchemaName } | undefined;
  embedder?: Embedder | undefined;
  logger?: Logger;
}

interface SyncControl {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: SyncProgress) => void) | undefined;
}

/** How long closing waits for a database that does not answer. */
const maxCloseWaitMs = 3_000;

/** Sharing with the team: what is connected, syncing, conflicts, and search of what others have. */
export function createSharing(tools: SharingTools) {
  const { library, host } = tools;
  let opened: Promise<Team> | undefined;
  /** The one use of the team's database that no other may come between; never rejects. */
  let underWay: Promise<void> | undefined;
  const closing = new AbortController();
  const network = new NetworkGate(host);
  const isNear = (target: string): boolean =>
    target === 'local' || parsePostgresAddress(target).isLoopback;

  const consents = new TeamConsents(host.secrets);
  const consent = tools.onBranch === true ? 'copy' : 'sharing';

  /** What is connected, once it may be used. */
  const permitted = async (): Promise<ReturnType<typeof getSharingState>> => {
    const state = getSharingState(library);
    const { connected, target, caPem, workspaceId } = state;
    if (connected === 0) {
      throw new AppError('sharing.notConnected', 'This library is not shared with a team.');
    }
    // It may have been opened before the user went offline.
    if (!host.networkAllowed && !isNear(target)) {
      void close();
      throw new AppError(
        'network.notAllowed',
        'Offline mode is on: the team database cannot be reached.',
      );
    }
    await consents.require(consent, { target, caPem, workspaceId });
    closing.signal.throwIfAborted();
    return state;
  };
  const team = async (): Promise<Team> => {
    const { target, caPem } = await permitted();
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
    const lastSync = lastSyncOf(library);
    return {
      ...countShared(library),
      connected: connected === 1,
      ...(target === '' ? {} : { target }),
      ...(lastSyncAtMs === null ? {} : { lastSyncAtMs }),
      ...(lastSync === undefined ? {} : { lastSync }),
      hasOwnCa: caPem !== '',
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
    const caPem = readCaPem(pem);
    await close();
    const address =
      target === 'local' ? undefined : parsePostgresAddress(target, { mustBeTls: caPem !== '' });
    if (address !== undefined && address.schema !== teamSchemaName) {
      throw new AppError(
        'branch.open',
        'Branches cannot be connected to. Open the branch instead.',
      );
    }
    const found = await openTarget(tools, target, { workspaceName: workspace, caPem });
    // No other machine reaches a database on this disk.
    if (address !== undefined) await prepareWorkers(found.db);
    opened = Promise.resolve(found);
    if (address !== undefined) {
      const to = { target: address.shown, caPem, workspaceId: found.workspace.id };
      await consents.give(consent, to);
      const origin = originOf(address.shown) ?? '';
      if (address.password !== undefined) {
        await host.secrets.set(passwordName, origin, address.password);
      }
    }
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
    await consents.withdraw(consent);
    await consents.withdraw('queue');
    return status();
  };

  /** After every wait for the team the library may be closed: then the signal has aborted. */
  const exchange = async (
    signal: AbortSignal,
    onProgress: SyncControl['onProgress'],
  ): Promise<SyncProgress> => {
    const { db } = await team();
    signal.throwIfAborted();
    const { workspaceId, target } = getSharingState(library);
    // The role may have been changed since the connection was made, and the workspace be gone.
    const workspace = await findWorkspace(db, { id: workspaceId });
    signal.throwIfAborted();
    if (workspace === undefined) {
      throw new AppError(
        'sharing.notAllowed',
        'The workspace does not exist, or this role has no access.',
      );
    }
    setSharingState(library, { role: workspace.role });
    await publishDeviceName(library, db, signal);
    const transfer = (during: AbortSignal): Promise<SyncProgress> =>
      syncOnce({
        ...{ library, db, workspaceId, signal: during, mayPush: workspace.role !== 'viewer' },
        ...(onProgress !== undefined && { onProgress }),
      });
    const progress = await (isNear(target) ? transfer(signal) : network.pass(transfer, signal));
    signal.throwIfAborted();
    const { future, clockAheadMs } = progress;
    if (future !== undefined || clockAheadMs !== undefined) {
      tools.logger?.warn('clocks of the team disagree', { future, clockAheadMs });
    }
    const space = activeSpace(library);
    if (progress.pushed > 0 && space !== undefined) await ensureVectorIndex(db, space.dimensions);
    signal.throwIfAborted();
    setSharingState(library, { lastSyncAtMs: library.clock.nowMs() });
    return progress;
  };

  const alone = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    refuseWhileSyncing();
    closing.signal.throwIfAborted();
    const running = work();
    const ended = running.then(
      () => undefined,
      () => undefined,
    );
    underWay = ended;
    try {
      return await running;
    } finally {
      underWay = undefined;
    }
  };

  const dispose = async (): Promise<void> => {
    closing.abort(new AppError('job.cancelled', 'The library was closed during the sync.'));
    // A lost server may keep its query for minutes; the signal keeps what follows off the library.
    await Promise.race([underWay, sleep(maxCloseWaitMs, undefined, { ref: false })]);
    await close();
  };

  return {
    isConnected: (): boolean => getSharingState(library).connected === 1,
    status,
    connect,
    disconnect,
    /**
     * Sends and takes what changed; see `enqueueSync` for the job that does it. Errors:
     * `sharing.inUse`, `sharing.notConnected`, those of the database.
     */
    sync: ({ signal, onProgress }: SyncControl = {}): Promise<SyncProgress> => {
      const either = AbortSignal.any([closing.signal, ...(signal === undefined ? [] : [signal])]);
      return alone(() => exchange(either, onProgress));
    },
    conflicts: (limit: number): SharingConflict[] => conflictViews(library, limit),
    /** Errors: `sharing.settled`, `sharing.moreVersions`. */
    settle: async ({ seen, ...settlement }: SettleInput): Promise<SharingStatus> => {
      const clocks = seen.map(({ hlc, deviceId }) => [hlc, deviceId] as const);
      settleConflict(library, deviceIdOf(library), { ...settlement, seen: clocks });
      return status();
    },
    /**
     * Which team has a Postgres of a server; undefined when this library has none, and on a branch
     * whose events are on this disk.
     */
    serverTarget: (): string | undefined => {
      const { connected, target, workspaceId } = getSharingState(library);
      const isHere = tools.onBranch === true && tools.branchEvents === undefined;
      const isServer = connected === 1 && target !== 'local' && !isHere;
      return isServer ? `${target} ${workspaceId}` : undefined;
    },
    /**
     * That Postgres over connections of its own, beside those of a sync, for the workspace's events.
     * Errors: those of connecting, `network.notAllowed` offline, `sharing.unconfirmed`.
     */
    openServer: async (): Promise<TeamDatabase> => {
      const { target, caPem, workspaceId } = await permitted();
      return openServer(tools, target, {
        caPem,
        schema: tools.branchEvents?.schema ?? growthSchemaName(workspaceId),
        connections: 4,
      });
    },
    /** Errors as those of `openServer`, when it may not be used any more. */
    checkServer: async (): Promise<void> => void (await permitted()),
    /** Work on the team's database that no sync may come between. */
    withTeam: <Result>(work: (db: TeamDatabase) => Promise<Result>): Promise<Result> =>
      alone(async () => work((await team()).db)),
    search: (
      input: { query: string; limit: number },
      signal?: AbortSignal,
    ): Promise<TeamSearchResult> => searchShared({ ...tools, team }, input, signal),
    /** Ends a sync that is under way, then closes the team's database. */
    dispose,
  };

  function refuseOnBranch(): void {
    if (tools.onBranch !== true) return;
    throw new AppError('branch.open', 'A branch syncs only with its own copy.');
  }
  function refuseWhileSyncing(): void {
    if (underWay !== undefined) throw new AppError('sharing.inUse', 'A sync is running.');
  }
}

/** What was seen of a text, and what it is to be. */
type SettleInput = Pick<SharingConflict, 'kind' | 'id' | 'field'> & {
  value: string;
  seen: readonly { hlc: number; deviceId: string }[];
};

/** What cannot be made now is no reason not to share: who uses the queue is told. */
async function prepareWorkers(db: TeamDatabase): Promise<void> {
  const { installWorkersAsOwner } = await import('./workers/installWorkers.ts');
  await installWorkersAsOwner(db).catch(() => undefined);
}
