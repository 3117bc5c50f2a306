import { counted, whole } from '../numbers.ts';

/** Team, Workers. */
export const teamWorkersMessages = {
  workerLabels: {
    lost: 'Lost',
    unavailable: 'Unavailable',
    working: 'Working',
    idle: 'Idle',
    noModel: 'No model or server',
    done: (count: string) => `${count} done`,
    failed: (count: number) => `${counted(count, 'attempt')} failed`,
    inProgress: (count: string) => `${count} in progress`,
    seen: (duration: string) => `Last seen ${duration} ago`,
    rate: (rate: string) => `${rate}/s`,
    alsoInProgress: (count: string) => `, ${count} in progress`,
    waiting: (kind: string, count: string, more: string) => `${kind}: ${count} waiting${more}`,
    empty: 'The queue is empty.',
  },
  queueConsentDialog: {
    title: (workspace: string) => `Send text to the queue of ${workspace}?`,
    explanation:
      'receives the requests of batches for workers, including the text they quote from your videos, and keeps them until this computer has the results. Editors of the workspace, their workers and the servers those workers use can read them. Media and file names are never sent. You can withdraw your approval at any time.',
    approve: 'Approve and queue',
  },
  useWorkers: {
    notApproved: 'The approval was not saved',
    queued: (count: number) => `${counted(count, 'request')} queued again.`,
    notQueued: 'Nothing was queued again',
    removed: (count: number) => `${counted(count, 'request')} removed.`,
    notRemoved: 'Nothing was removed',
  },
  workersPanel: {
    title: 'Workers',
    empty: 'Workers need a shared Postgres',
    explanation:
      'Any number of computers can take requests from the team queue and run them with their own models or servers. The queue is in the team’s Postgres:',
    localDatabase: 'other computers cannot reach a database on this disk.',
    connect: 'connect to one under',
    sharing: 'Sharing',
  },
  workerCommand: {
    copied: 'Command copied.',
    notCopied: 'The command could not be copied. Select it instead.',
    copy: 'Copy the command',
  },
  deadLetters: {
    title: (count: number) => `${counted(count, 'request')} failed on every worker`,
    newest: (count: number) => `the latest ${whole(count)} are listed`,
    retryAll: 'Retry all',
    removeAll: 'Remove all…',
    label: 'Requests that failed on every worker',
    attempts: (count: number) => counted(count, 'attempt'),
    retryLabel: (id: string) => `Retry: ${id}`,
  },
  removeDeadDialog: {
    thisRequest: 'this request',
    all: (count: number) => `all ${whole(count)} requests`,
    title: (requests: string) => `Remove ${requests}?`,
    explanation:
      'They stay failed in their batches and are not attempted again unless the batch is retried.',
  },
  connectedWorkers: {
    passwordVariable: 'PGPASSWORD',
    title: 'Workers',
    notApproved: 'Sending requests to the queue is not approved yet.',
    review: 'Review…',
    none: (workspace: string) =>
      `No workers online for ${workspace}. To start one on any computer with Trendroom, set its database password in`,
    label: 'Workers',
    add: 'Add another worker',
    more: 'More actions for workers',
    withdraw: 'Withdraw approval for the queue',
  },
  workerRow: {
    since: (role: string, when: string) => `${role}, since ${when}`,
  },
};
