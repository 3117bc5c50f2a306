/**
 * What the core itself says of its jobs: names and results are stored with the job, so that the
 * window and the terminal show the same.
 */
export const jobMessages = {
  labels: {
    sync: 'Sync with the team',
    backup: 'Back up the library',
    verify: 'Verify the library',
    reindex: 'Re-embed the library',
    checkEndpoints: 'Check the team’s servers',
  },
  /** What a schedule does, where it says more than the job. */
  schedules: {
    verify: 'Verify every stored file',
    reindex: 'Embed chunks without an embedding',
  },
  /** How the last run of a schedule ended. */
  summaries: {
    synced: (sent: string, received: string) => `${sent} sent, ${received} received`,
    backup: (megabytes: string, path: string, skipped: number) =>
      `${megabytes} MB in ${path}.${skipped === 0 ? '' : ` ${skipped} damaged files were skipped.`}`,
    verified: (files: number) => `${files} files verified.`,
    notVerified: (problems: number, first: string) =>
      `${problems === 1 ? '1 problem' : `${problems} problems`} found, the first: ${first}. Run: trendroom verify.`,
    noServers: 'No servers connected.',
    notReady: (server: string, state: string | undefined) => `${server}: ${state ?? 'not checked'}`,
    serversReady: (servers: number) =>
      servers === 1 ? 'The server is ready.' : `All ${servers} servers are ready.`,
  },
};
