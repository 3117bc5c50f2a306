import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  BatchKind,
  WorkersStatus,
  WorkInput,
  WorkPlace,
  WorkProgress,
} from '../../../contract/index.ts';
import { AppError, type Clock } from '../../base/index.ts';
import { NetworkGate } from '../../host/index.ts';
import type { Batches, RemoteServers, Workers } from '../../remote/index.ts';
import { Lanes, type LocalAnswerer, listBatches } from '../../remote/index.ts';
import { TeamConsents } from '../postgres/teamConsents.ts';
import { getSharingState, setSharingState } from '../records/sharingState.ts';
import type { TeamQueueTools } from './connectTeamQueue.ts';
import type { TeamQueue } from './openTeamQueue.ts';
import { LateAnswers } from './producer/lateAnswers.ts';
import { QueueRun } from './producer/queueRun.ts';
import { listDeadLetters, removeDead, retryDead } from './queue/deadLetters.ts';
import { withdrawRows } from './queue/sendRows.ts';
import { listWorkers, queueLengths } from './workerRegistry.ts';

const watchMs = 2_000;
const shownLetters = 100;
const progressMs = 1_000;
const maxBatches = 500;

export type TeamWorkers = ReturnType<typeof createTeamWorkers>;

export interface CreateTeamWorkersTools extends TeamQueueTools {
  clock: Clock;
  servers: RemoteServers;
  local: LocalAnswerer;
  /** Whether this machine has a model for a kind, and who answers kinds at a place, in words. */
  answersLocally(kind: BatchKind): Promise<boolean>;
  answersWith(place: WorkPlace, kinds: readonly BatchKind[]): Promise<string>;
  version: string;
}

/**
 * The team's queue, from both sides: batches of this device whose rows the team's workers answer,
 * and this machine as a worker. Nothing is opened, and pg-boss not loaded, before it is
 * needed. Errors everywhere: `sharing.notConnected`, `workers.needsPostgres`, `sharing.notAllowed`,
 * `sharing.unreachable`, `network.notAllowed`.
 */
export function createTeamWorkers(tools: CreateTeamWorkersTools) {
  const { library, host, logger, clock } = tools;
  let opened: { key: string; teamQueue: Promise<TeamQueue> } | undefined;
  const working = new Map<AbortController, Promise<void>>();
  const network = new NetworkGate(host);
  const consents = new TeamConsents(host.secrets);

  const close = async (closing = opened): Promise<void> => {
    if (closing === opened) opened = undefined;
    await closing?.teamQueue.then((teamQueue) => teamQueue.close()).catch(() => undefined);
  };
  /** The queue of the team that this library shares with. */
  const own = async (): Promise<TeamQueue> => {
    const { connected, ...to } = getSharingState(library);
    const { target, workspaceId, caPem } = to;
    if (connected === 0) {
      throw new AppError('sharing.notConnected', 'This library is not shared with a team.');
    }
    await consents.require('sharing', to);
    const key = keyOf(to);
    if (opened?.key !== key) {
      const before = opened;
      const open = async (): Promise<TeamQueue> => {
        await close(before);
        const { connectTeamQueue } = await load();
        return connectTeamQueue(tools, { target, workspace: { id: workspaceId }, caPem });
      };
      // Set before anything is awaited: whoever asks meanwhile waits for this one.
      const opening = { key, teamQueue: open() };
      opened = opening;
      opening.teamQueue.catch(() => {
        if (opened === opening) opened = undefined;
      });
    }
    const { teamQueue } = opened;
    if (!host.networkAllowed) await refuseBeyondLoopback(target);
    return teamQueue;
  };
  /** The same, when the user has agreed that texts are put there. */
  const approved = async (): Promise<TeamQueue> => {
    const teamQueue = await own();
    if (!(await isApproved())) {
      throw new AppError(
        'workers.notApproved',
        `Sending text to the queue of ${teamQueue.workspace.name} is not approved.`,
      );
    }
    return teamQueue;
  };
  /** What the table shows only takes consent away, also in other processes. */
  const isApproved = async (): Promise<boolean> => {
    const state = getSharingState(library);
    return state.queueApprovedFor === keyOf(state) && consents.has('queue', state);
  };

  const get = async (): Promise<WorkersStatus> => {
    const teamQueue = await own();
    return {
      target: getSharingState(library).target,
      workspace: teamQueue.workspace.name,
      approved: await isApproved(),
      workers: await listWorkers(teamQueue),
      queues: await queueLengths(teamQueue),
      ...(await listDeadLetters(teamQueue, shownLetters)),
    };
  };

  const workers: Workers = {
    run: (options) => new QueueRun({ ...options, library, teamQueue: approved }),
  };
  let late: LateAnswers | undefined;

  return {
    /** The place of batches that workers answer. */
    workers,
    get,
    async *watch(signal?: AbortSignal): AsyncGenerator<WorkersStatus, void, undefined> {
      while (signal?.aborted !== true) {
        yield await get();
        await sleep(watchMs, undefined, { ...(signal && { signal }) }).catch(() => undefined);
      }
    },
    /** Taking it back takes what no worker has yet out of the queue, too. */
    approve: async (isAgreed: boolean): Promise<WorkersStatus> => {
      const state = getSharingState(library);
      if (isAgreed) {
        await consents.require('sharing', state);
        await consents.give('queue', state);
      }
      setSharingState(library, { queueApprovedFor: isAgreed ? keyOf(state) : '' });
      if (!isAgreed) await consents.withdraw('queue');
      if (!isAgreed) {
        const sent = listBatches(library, maxBatches).filter(({ place }) => place === 'workers');
        await withdrawRows(
          await own(),
          sent.map(({ id }) => id),
        );
      }
      return get();
    },
    retryDead: async (ids?: readonly string[]): Promise<number> => {
      return retryDead(await own(), ids);
    },
    removeDead: async (ids?: readonly string[]): Promise<number> => {
      return removeDead(await own(), ids === undefined ? {} : { ids });
    },
    /** Answers rows with this machine until the stream is left or the signal aborts. */
    async *work(
      { target, workspace, name = hostname(), caPem = '', place, concurrency, kinds }: WorkInput,
      signal?: AbortSignal,
    ): AsyncGenerator<WorkProgress, void, undefined> {
      const { connectTeamQueue, QueueWorker } = await load();
      const teamQueue = await connectTeamQueue(tools, {
        target,
        workspace: { name: workspace },
        caPem,
      });
      const { servers, local, version, answersLocally, answersWith } = tools;
      const worker = new QueueWorker({
        ...{ teamQueue, clock, logger, name, version, place, concurrency, kinds, answersLocally },
        ...{ answersWith, lanes: new Lanes({ servers, local, clock }) },
      });
      let left: Promise<void> | undefined;
      const leave = (): Promise<void> => {
        left ??= teamQueue.close();
        return left;
      };
      const stop = new AbortController();
      const abort = (): void => stop.abort();
      signal?.addEventListener('abort', abort);
      if (signal?.aborted === true) abort();
      const answer = async (during?: AbortSignal): Promise<void> => {
        during?.addEventListener('abort', () => {
          // Rows are not given back, which would use the network: their leases end by themselves.
          void leave();
          stop.abort();
        });
        await worker.run(stop.signal);
        during?.throwIfAborted();
      };
      const run = ((await isNear(target)) ? answer() : network.pass(answer)).finally(leave);
      working.set(stop, run);
      void run.catch(() => undefined).finally(() => working.delete(stop));
      try {
        while (!stop.signal.aborted) {
          yield worker.progress();
          await sleep(progressMs, undefined, { signal: stop.signal }).catch(() => undefined);
        }
        await run;
        yield worker.progress();
      } finally {
        signal?.removeEventListener('abort', abort);
        stop.abort();
        await run.catch(() => undefined);
      }
    },
    /** Takes answers of batches that do not run any more, such as of dead letters tried again. */
    start: (batches: Pick<Batches, 'takeResults'>): void => {
      late ??= new LateAnswers({ library, logger, teamQueue: approved, batches });
    },
    /** Rows that this machine has are finished or given back first. */
    dispose: async (): Promise<void> => {
      late?.stop();
      for (const stop of working.keys()) stop.abort();
      await Promise.allSettled(working.values());
      await close();
    },
  };

  async function refuseBeyondLoopback(target: string): Promise<void> {
    if (await isNear(target)) return;
    await close();
    const message = 'Offline mode is on: the team database cannot be reached.';
    throw new AppError('network.notAllowed', message);
  }
}

/** True for a database on this machine, which is no network. */
async function isNear(target: string): Promise<boolean> {
  const { parsePostgresAddress } = await import('../postgres/postgresAddress.ts');
  return parsePostgresAddress(target).isLoopback;
}

/** Consent is for one workspace at one address. */
function keyOf({ target, workspaceId }: { target: string; workspaceId: string }): string {
  return `${target} ${workspaceId}`;
}

async function load() {
  const [{ connectTeamQueue }, { QueueWorker }] = await Promise.all([
    import('./connectTeamQueue.ts'),
    import('./worker/queueWorker.ts'),
  ]);
  return { connectTeamQueue, QueueWorker };
}
