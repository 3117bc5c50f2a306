import { counted, whole } from '../numbers.ts';

/** Team, Batches. */
export const teamBatchesMessages = {
  readBatchFile: {
    longLine: 'Line 1: it is longer than 16 MB.',
    tooMany: (max: number) => `A batch has at most ${max} requests. Split the file.`,
    empty: 'The file has no requests.',
  },
  batchActionButtons: {
    cancelTitle: (batch: string) => `Cancel ${batch}?`,
    cancelExplanation:
      'Pending requests will be cancelled. Finished results are kept. A cancelled batch cannot be resumed.',
    keepRunning: 'Keep running',
    cancelBatch: 'Cancel the batch',
    removeTitle: (batch: string) => `Remove ${batch}?`,
    removeExplanation:
      'Its requests and results are deleted. Save the results first if you need them.',
    removeBatch: 'Remove the batch',
    pause: (batch: string) => `Pause ${batch}`,
    resume: (batch: string) => `Resume ${batch}`,
    retryFailed: (batch: string) => `Retry failed requests of ${batch}`,
    cancel: (batch: string) => `Cancel ${batch}`,
    remove: (batch: string) => `Remove ${batch}`,
  },
  outgoingText: {
    pictureAt: (url: string) => `(picture at ${url})`,
    at: (time: string) => ` at ${time}`,
    media: (what: string, at: string, video: string) => `${what}${at} of video ${video}`,
    query: (text: string) => `query: ${text}`,
    oneVector: 'One vector',
    vectors: (count: number) => `${count} vectors`,
    dimensions: (vectors: string, dimensions: number | undefined) =>
      `${vectors} of ${dimensions} dimensions`,
  },
  batchLabels: {
    chat: 'Chat',
    completions: 'Completions',
    embeddings: 'Embeddings',
    vision: 'Pictures',
    transcription: 'Transcripts',
    rerank: 'Reranking',
    remote: 'On the team’s servers',
    local: 'On this computer',
    remoteOrLocal: 'Team’s servers, or this computer if none responds',
    workers: 'On the team’s workers',
    rejected: 'Rejected',
    finished: 'Finished',
    progress: (done: string, all: string) => `${done} of ${all}`,
    left: (duration: string) => ` · ${duration} left`,
    rate: (progress: string, rate: string, left: string) => `${progress} · ${rate}/s${left}`,
    failed: (count: string) => `${count} failed`,
    rejectedCount: (count: string) => `${count} rejected`,
    tokens: (input: string, output: string) => `${input} input tokens, ${output} output tokens`,
    cost: (tokens: string, cost: string) => `${tokens}, cost ${cost}`,
  },
  useBatches: {
    failure: (batch: string, what: string) => `${batch} ${what}`,
    notPaused: 'was not paused',
    notResumed: 'was not resumed',
    notCancelled: 'was not cancelled',
    notRetried: 'was not retried',
    notRemoved: 'was not removed',
    removed: (batch: string) => `${batch} and its results were removed.`,
  },
  waitingReason: {
    open: (section: string) => `Open ${section}`,
  },
  batchesPanel: {
    title: 'Batches',
    create: 'New batch…',
    empty: 'No batches yet',
    emptyExplanation:
      'A batch is a file of requests, one JSON line each, in OpenAI’s batch format. Every request is completed exactly once, even after a restart or a lost connection.',
  },
  batchRow: {
    progress: (batch: string) => `Progress of ${batch}`,
  },
  requestsFileField: {
    unreadable: 'The file could not be read. Choose it again.',
    label: 'Requests file',
  },
  newBatchDialog: {
    title: 'New batch',
    creating: 'Creating…',
    place: 'Run',
    sending: 'Sending the file',
    firstOfLarge: (size: string, kind: string) => `A file of ${size}, ${kind}, the first request:`,
    first: (requests: number, kind: string) => `${whole(requests)} × ${kind}, the first:`,
  },
  outgoingRequests: {
    none: 'No batch is waiting for this server. Nothing is sent right away.',
    waiting: (requests: number, batch: string) =>
      `${counted(requests, 'request')} waiting for it. The first of “${batch}”, as sent:`,
  },
  outgoingMedia: {
    label: 'Media to be sent',
    more: (count: number) => `and ${count} more`,
    missing: 'This video is not in the library.',
    length: (duration: string) => `, ${duration}`,
    frame: (time: string, title: string) => `${time} of ${title}`,
    poster: (title: string) => `Poster of ${title}`,
    video: (title: string, length: string) => `Full video ${title}${length}, with audio`,
    audio: (title: string, length: string) => `Audio of ${title}${length}`,
  },
  batchErrors: {
    label: 'Errors',
  },
  batchScreen: {
    back: 'Back to the batches',
    progress: (batch: string) => `Progress of ${batch}`,
    facts: (kind: string, place: string, tokens: string, when: string) =>
      `${kind} · ${place} · ${tokens} · started ${when}`,
    ended: (when: string) => `, finished ${when}`,
    inProgress: (count: number, concurrency: number) =>
      ` · ${count} in progress, max. ${concurrency} concurrent`,
    gone: 'Batch not found',
    goneExplanation: 'It was removed, or the link is from another library.',
  },
  saveResults: {
    notSaved: 'The results were not saved',
    reading: 'Reading…',
    save: 'Save results',
  },
  batchRows: {
    rejected: 'Rejected',
    none: 'No requests in this state',
  },
  oneRow: {
    request: 'Request',
    rejectedResponse: 'Rejected response',
    response: 'Response',
    noneYet: 'No response yet.',
    saved: 'Saved in the library.',
    model: (model: string) => `Model: ${model}. `,
    attempts: (count: number) => `${counted(count, 'attempt')}. `,
    finished: (when: string) => `Finished ${when}. `,
  },
};
