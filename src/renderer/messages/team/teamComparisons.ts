import { counted, whole } from '../numbers.ts';

/** Team, Servers: comparing models, saved request sets and swaps. */
export const teamComparisonsMessages = {
  removeSetDialog: {
    explanation: (requests: number, comparisons: number) =>
      `${counted(requests, 'request')}${comparisons === 0 ? '' : ` and ${counted(comparisons, 'comparison')}`} will be deleted. Swaps already made and the source batch are kept.`,
    title: (set: string) => `Remove ${set}?`,
  },
  useComparisons: {
    notCancelled: 'The comparison was not cancelled',
    notDecided: 'The choice was not saved',
    notRemoved: 'The comparison was not removed',
    notRolledBack: 'The swap was not rolled back',
    preferred: (server: string) => `${server} is now the preferred server.`,
    preferredAgain: (server: string) => `${server} is the preferred server again.`,
  },
  compareDialog: {
    savedSet: 'Saved set',
    batch: 'Batch',
    file: 'File',
    requests: 'Requests',
    onlyOne: 'There is only one server for this role. Add another one to compare it with.',
    sameServer: 'Choose two different servers.',
    notApproved: (servers: string) =>
      `Approve sending data to ${servers} first: “Review…” in its row.`,
    title: 'Compare two servers',
    explanation:
      'Both servers receive the same requests, in turns and one at a time. Both sets of responses are kept.',
    starting: 'Starting…',
    start: 'Send and compare',
    current: 'Current',
    candidate: 'Candidate',
    source: 'Requests from',
    noSets: 'No saved set for this role yet.',
    set: 'Set',
    setOption: (set: string, requests: number) => `${set} · ${counted(requests, 'request')}`,
    option: (server: string, model: string) => `${server} · ${model}`,
  },
  comparisonsPanel: {
    title: 'Model swaps',
    explanation:
      'Before you swap a model, send the same real requests to both servers and compare the responses side by side: “Compare with…” in a server’s menu.',
    comparisons: 'Comparisons',
    swaps: 'Swaps',
    and: 'and',
    serverAndModel: (server: string, model: string) => `${server} (${model})`,
    to: 'to',
    rolledBack: (when: string) => `, rolled back ${when}`,
    rollBackLabel: (id: number) => `Roll back swap ${id}`,
    rollBack: 'Roll back',
  },
  setsPanel: {
    title: 'Saved sets',
    note: 'of requests for comparing models',
    requests: (count: number) => counted(count, 'request'),
    remove: (set: string) => `Remove ${set}`,
  },
  firstRequest: {
    title: 'First request, as sent to both',
  },
  useRequestSets: {
    notRemoved: 'The set was not removed',
    removed: (set: string) => `${set} removed.`,
  },
  comparisonLabels: {
    requests: (count: number) => `${count} requests`,
    progress: (done: number, all: number) => `${done} of ${all}`,
    valid: (first: number, second: number) => `${first} and ${second} valid`,
    outcome: (progress: string, valid: string) => `${progress} · ${valid}`,
    outcomeAndAgreement: (progress: string, valid: string, agreement: string) =>
      `${progress} · ${valid} · ${agreement} similar`,
    swapped: (server: string) => `Switched to ${server}`,
    kept: (server: string) => `Kept ${server}`,
  },
  comparisonSummary: {
    caption: 'Results of both servers',
    valid: 'Valid',
    median: 'Median',
    p95: '95th percentile',
    tokens: 'Tokens',
    previous: 'Previous',
    current: 'Current',
    candidate: 'Candidate',
    noneValid: 'No request with two valid responses yet.',
    similar: 'similar, over requests with two valid responses',
    validOf: (valid: number, all: number) => `${valid} of ${all}`,
    chosen: 'Chosen',
  },
  comparisonScreen: {
    gone: 'Comparison not found',
    back: 'Back to the servers',
    and: 'and',
    progress: (first: string, second: string) => `Progress of ${first} and ${second}`,
    requestsOf: (done: number, all: number) => `${done} of ${all} requests from`,
    started: (when: string) => ` · started ${when}`,
    paused: 'Paused. Resume its job on the Queue screen.',
    keep: (server: string) => `Keep ${server}`,
    backTo: (server: string) => `Back to ${server}`,
    switchTo: (server: string) => `Switch to ${server}`,
  },
  onePair: {
    invalid: 'Invalid',
    similarity: (percent: string) => `${percent} similar`,
    request: 'Request',
    valid: 'Valid',
    latencyAndTokens: (latency: string, tokens: number) => `${latency} · ${whole(tokens)} tokens`,
  },
  comparisonPairs: {
    different: 'Different',
    invalid: 'Invalid',
    noneYet: 'Waiting for the first responses',
    noneMatch: 'No matching requests',
  },
  setFields: {
    noBatch: 'No batch for this role yet. Choose a file.',
    batch: 'Batch',
    option: (batch: string, kind: string) => `${batch} · ${kind}`,
    maxRequests: 'Max. requests',
    range: (max: number) => `Enter a number from 1 to ${max}.`,
    tooMany: (max: number, requests: number) =>
      `A set has at most ${max} requests. The file has ${requests}.`,
  },
};
