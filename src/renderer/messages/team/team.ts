import { counted, whole } from '../numbers.ts';

/** The Team screen: its sections, and what more than one of them shows. */
export const teamMessages = {
  sectionStates: {
    unreachable: (server: string) => `${server} is unreachable`,
    unfit: (server: string) => `${server} does not support its role`,
    notApproved: (server: string) => `${server} is not approved yet`,
    waiting: (batch: string) => `${batch} is waiting`,
    servers: (count: number) => counted(count, 'server'),
    active: (count: number) => `${whole(count)} unfinished`,
    workers: (count: number) => counted(count, 'worker'),
    branches: (count: number) => counted(count, 'branch', 'branches'),
    lost: (worker: string) => `${worker} is lost`,
    failedRequests: (count: number) => `${counted(count, 'request')} failed on every worker`,
    conflicts: (count: number) => `${counted(count, 'text')} edited twice`,
    readOnly: 'You have read-only access',
    changesToSend: (count: number) => `${counted(count, 'change')} to send`,
    unfinished: (branch: string) => `${branch} is incomplete`,
    failed: (schedule: string) => `Failed: ${schedule}`,
    andMore: (first: string, count: number) => `${first}, and ${count} more`,
  },
  requestList: {
    requests: 'Requests',
  },
  certificateField: {
    example: '-----BEGIN CERTIFICATE-----',
    tooLarge: 'The file is too large for a certificate.',
    unreadable: 'The file could not be read. Choose it again.',
    label: 'CA certificate (PEM); leave empty to use the system’s',
    fromFile: 'or from a file',
  },
  teamScreen: {
    title: 'Team',
    sections: 'Team sections',
    offline:
      'Offline mode is on: nothing is sent from this computer. Batches and syncs wait until you turn it off in Settings.',
  },
  sections: {
    servers: 'Servers',
    serversKeywords: 'models comparisons swaps switches sets',
    batches: 'Batches',
    batchesKeywords: 'requests results',
    workers: 'Workers',
    workersKeywords: 'machines queue dead letters',
    sharing: 'Sharing',
    sharingKeywords: 'shared memory sync conflicts postgres',
    branches: 'Branches',
    branchesKeywords: 'copies experiments',
    schedules: 'Schedules',
    schedulesKeywords: 'backup verify nightly',
  },
  useTeam: {
    queueUnreachable: 'The queue is unreachable',
    sharedWithoutServer: 'This library is shared. No servers connected.',
  },
};
