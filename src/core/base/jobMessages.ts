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
    vectorIndex: 'Index the embeddings',
    measure: 'Measure videos',
    observe: 'Update the metrics that are due',
    topics: 'Find topics',
    duplicates: 'Find reposts',
    look: (title: string | undefined) =>
      title === undefined ? 'Look at pictures' : `Look again: ${title}`,
    checkEndpoints: 'Check the team’s servers',
    publish: (title: string) => `Publish: ${title}`,
    unpublish: (key: string) => `Take down: ${key}`,
    rollback: (key: string, version: number) => `Back to version ${version}: ${key}`,
    push: (title: string) => `Notify: ${title}`,
    report: (kind: string, names: readonly string[]) =>
      names.length === 0 ? `Report: ${kind}` : `Report: ${kind}, ${names.join(', ')}`,
  },
  /** What a schedule does, where it says more than the job. */
  schedules: {
    verify: 'Verify every stored file',
    reindex: 'Embed chunks without an embedding',
    report: 'Make a report',
    replanned: 'The clock of this computer was set back. The schedule was planned anew.',
  },
  /** A library that lost nearly all of its videos was backed up. */
  shrunk: (found: { videos: number; before: number; name: string; folder: string; path: string }) =>
    `The library has ${found.videos} videos, but the backup ${found.name} has ${found.before}. No earlier backup in ${found.folder} was removed. The library as it is now was backed up to ${found.path}.`,
  /** How the last run of a schedule ended. */
  summaries: {
    synced: (sent: string, received: string) => `${sent} sent, ${received} received`,
    redated: (records: number) =>
      records === 1
        ? 'One record was dated in the future; its date was corrected.'
        : `${records.toLocaleString('en')} records were dated in the future; their dates were corrected.`,
    clockOff: (aheadMs: number) => {
      const hours = Math.abs(aheadMs) / 3_600_000;
      const by =
        hours >= 48
          ? `${Math.round(hours / 24).toLocaleString('en')} days`
          : hours >= 2
            ? `${Math.round(hours)} hours`
            : `${Math.round(hours * 60)} minutes`;
      return `The clock of this computer is ${by} ${aheadMs > 0 ? 'ahead of' : 'behind'} the team’s: set it right.`;
    },
    backup: (megabytes: string, path: string, skipped: number) =>
      `${megabytes} MB in ${path}.${skipped === 0 ? '' : ` ${skipped} damaged files were skipped.`}`,
    proven: ({ name, videos }: { name: string; videos: number }) =>
      `The backup ${name} can be restored: ${videos === 1 ? '1 video' : `${videos.toLocaleString('en')} videos`}.`,
    verified: (files: number) => `${files} files verified.`,
    notVerified: (problems: number, first: string) =>
      `${problems === 1 ? '1 problem' : `${problems} problems`} found, the first: ${first}. Run: trendroom verify.`,
    observed: (observed: number, failed: number) =>
      observed + failed === 0
        ? 'No video was due.'
        : `${observed === 1 ? '1 video' : `${observed.toLocaleString('en')} videos`} updated${failed === 0 ? '' : `, ${failed.toLocaleString('en')} failed`}.`,
    report: (title: string) => `${title} is ready.`,
    noServers: 'No servers connected.',
    notReady: (server: string, state: string | undefined) => `${server}: ${state ?? 'not checked'}`,
    serversReady: (servers: number) =>
      servers === 1 ? 'The server is ready.' : `All ${servers} servers are ready.`,
  },
};
