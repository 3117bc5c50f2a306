import { counted, whole } from '../numbers.ts';

/** The queue: jobs, their stages and what can be done with them. */
export const queueMessages = {
  /** Stages whose own name people would not say. */
  stages: {
    screenText: 'on-screen text',
    vectorIndex: 'index',
    labels: 'names',
  },
  /** What a job of each kind does. */
  kinds: {
    ingest: 'Add a video',
    import: 'Import metadata',
    link: 'Read a link',
    reindex: 'Re-embed the library',
    vectorIndex: 'Index the embeddings',
    measure: 'Measure videos',
    observe: 'Update metrics',
    topics: 'Find topics',
    report: 'Make a report',
    publish: 'Publish',
    push: 'Notify readers',
    duplicates: 'Find reposts',
    look: 'Look at pictures',
    batch: 'Run a batch',
    comparison: 'Compare two servers',
    modelDownload: 'Download a model',
    sync: 'Sync with the team',
    backup: 'Back up the library',
    verify: 'Verify the library',
    checkEndpoints: 'Check the servers',
  },
  queueList: {
    older: (count: number) => `${whole(count)} older jobs are not listed.`,
  },
  jobLabels: {
    runningAt: (stage: string | undefined, percent: string) =>
      `${stage ?? 'waiting for resources'}, ${percent}`,
    counts: (done: number, total: number) => `${whole(done)} of ${whole(total)}`,
    children: (counts: string, failed: number) =>
      `${counts} done${failed === 0 ? '' : `, ${whole(failed)} failed`}`,
    startsAt: (when: string) => `Starts ${when}`,
    retryAt: (when: string) => `Retrying ${when}`,
    resumesAt: (percent: string) => `Resumes at ${percent}`,
    pausedAt: (percent: string) => `Paused at ${percent}`,
    failedAt: (stage: string) => `Failed at ${stage}`,
    stoppedAt: (percent: string) => `Stopped at ${percent}`,
    stages: (count: number) => counted(count, 'stage'),
    left: (duration: string) => `${duration} left`,
    took: (duration: string) => `took ${duration}`,
  },
  jobRow: {
    stages: (job: string) => `Stages of ${job}`,
    attempt: (attempts: number) => `, attempt ${attempts}`,
  },
  useJobActions: {
    failedOf: (failed: number, all: number) => `${failed} of ${all} jobs`,
  },
  queueHeader: {
    jobs: (count: number) => counted(count, 'job'),
    title: 'Queue',
    retryAll: 'Retry all failed',
    cancelAll: 'Cancel all waiting…',
    confirm: (jobs: string) => `Cancel ${jobs}?`,
    explanation:
      'Waiting and paused jobs are cancelled. Running jobs continue. You can retry a cancelled job later.',
    keep: 'Keep them',
    cancel: (jobs: string) => `Cancel ${jobs}`,
  },
  jobDetails: {
    added: 'Added',
    started: 'Started',
    ended: 'Ended',
    attempts: 'Attempts',
  },
  jobActionButtons: {
    pause: (job: string) => `Pause ${job}`,
    resume: (job: string) => `Resume ${job}`,
    cancel: (job: string) => `Cancel ${job}`,
    retry: (job: string) => `Retry ${job}`,
  },
  queueScreen: {
    empty: 'The queue is empty',
    emptyExplanation:
      'Processing of each video you add appears here: its stages, the time left and any errors.',
    noneInState: 'No jobs in this state',
    showAll: 'Show all jobs',
  },
};
