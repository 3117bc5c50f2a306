/**
 * Every error code Trendroom can report. A code is stable: scripts and the interface rely on it.
 * Hosts turn a code into words for people with {@link hintFor}.
 */
export const errorHints = {
  'usage.invalid': 'Run the command with --help to see what it takes.',
  'input.notFound': 'Check the path: nothing is there. If the file was moved, ingest it again.',
  'input.noPermission': 'Give yourself permission to read the file, then ingest it again.',
  'input.empty': 'The file has no bytes. Copy or download it again.',
  'input.notMedia': 'The file holds no video or audio that can be read. Choose a media file.',
  'input.truncated': 'The file ends too early. Copy or download it again.',
  'input.noFrames': 'The video stream holds no picture. Export it again from where it came.',
  'input.changed': 'The file changed while it was read. Wait until it is written, then retry.',
  'input.unsupported': 'The format is not supported. Convert it to MP4 (H.264, AAC) and retry.',
  'input.linkedAsCopy': 'Nothing to do. Put the library on the same disk to link originals.',
  'input.sidecar': 'Correct the file beside the video, then ingest the video again.',
  'captions.invalid': 'The caption file could not be read. The speech was transcribed instead.',
  'disk.full': 'Free some disk space, then retry the job: it goes on where it stopped.',
  'disk.readOnly': 'The folder cannot be written. Choose another library folder.',
  'library.inUse': 'Another Trendroom works in this library. Wait for it or close it.',
  'library.newer': 'The library was made by a newer Trendroom. Update Trendroom to open it.',
  'library.updateFailed':
    'Nothing was changed: the earlier version of Trendroom still opens the library. Please report the message.',
  'library.corrupt': 'The library database is damaged. Restore a backup: trendroom restore FILE.',
  'backup.invalid': 'The backup file is damaged or not a backup. Choose another one.',
  'media.missing': 'A media file of the library is gone. Ingest the original again.',
  'media.altered': 'A media file no longer matches its fingerprint. Ingest the original again.',
  'model.unknown': 'See the known models with: trendroom models list.',
  'model.missing': 'Install it with: trendroom models install starter.',
  'model.damaged': 'Remove and install the model again: trendroom models remove ID, then install.',
  'model.changed': 'Embed the library with the installed model: trendroom reindex.',
  'model.licence': 'Read the licence, then accept it or pass --accept-licenses.',
  'model.noSource':
    'No source could deliver the model. Import a file: trendroom models import FILE.',
  'network.unavailable': 'Connect to the network and retry. What is installed works offline.',
  'network.notAllowed':
    'Allow the network in the settings: trendroom settings set offline false. Leave out --offline.',
  'link.invalid': 'Paste a whole link that begins with https:// or http://.',
  'link.privateAddress':
    'The link leads into a private network. Allow private addresses in the settings if you mean it.',
  'link.private': 'The video is private. Ask its owner, or give a cookies file in the settings.',
  'link.removed': 'The video is gone from where the link leads. Take it out of your list.',
  'link.region': 'The video is not shown in your region. Try it from a network where it is.',
  'link.signIn': 'The platform wants a sign-in. Give a cookies file in the settings, then retry.',
  'link.rateLimited': 'The platform asks to wait. Retry the job in some minutes.',
  'link.unsupported':
    'yt-dlp does not know this site or page. Download the video and add the file.',
  'link.toolMissing': 'Install yt-dlp in the settings, or with: trendroom links install.',
  'link.toolOld': 'Update yt-dlp in the settings, or with: trendroom links install.',
  'link.failed': 'See the message of yt-dlp. Retry the job, or update yt-dlp.',
  'endpoint.notFound': 'See the servers with: trendroom endpoints list.',
  'endpoint.none': 'No server can take this work. Add one: trendroom endpoints add.',
  'endpoint.notApproved': 'Agree to what is sent there: trendroom endpoints approve ID.',
  'endpoint.insecure': 'Use https:// for a server that is not on this machine.',
  'endpoint.unreachable': 'Check the address and that the server runs, then check it again.',
  'endpoint.keyRefused':
    'The server refused the key. Set another: trendroom endpoints set ID --key.',
  'endpoint.busy': 'The server has too much to do. The work goes on by itself when it has room.',
  'endpoint.refused': 'The server refused the request. See its message; change the request.',
  'endpoint.invalidAnswer': 'The server’s answer does not fit. Look at the row, then retry it.',
  'endpoint.failed': 'The server failed. Look at its log; the work is tried again.',
  'endpoint.modelChanged':
    'The server offers another model than before. Check it, then go on with the batch.',
  'batch.notFound': 'See the batches with: trendroom batches list.',
  'batch.inUse': 'Cancel the batch or wait for its end, then try again.',
  'batch.duplicateId': 'Two requests have the same custom id. Give each its own.',
  'requestSet.notFound': 'See the sets with: trendroom endpoints sets.',
  'comparison.notFound': 'See the comparisons with: trendroom endpoints comparisons.',
  'comparison.inUse': 'Cancel the comparison or wait for its end, then try again.',
  'switch.notFound': 'See what was switched with: trendroom endpoints switches.',
  'switch.overtaken':
    'Only the newest switch of a role can be rolled back. Choose a server: endpoints prefer ID.',
  'schedule.invalid': 'Write five fields: minute hour day month weekday, such as 0 3 * * *.',
  'schedule.running': 'It runs already. Wait for its end, then run it again.',
  'sharing.notConnected':
    'Connect first: trendroom team connect --local, or with the address of a Postgres.',
  'sharing.newer': 'The team uses a newer Trendroom. Update this one; nothing was changed.',
  'sharing.notAllowed':
    'Ask the owner of the team’s database to run docs/team-postgres.sql for you.',
  'sharing.insecure': 'Use sslmode=verify-full (or require) beyond this machine.',
  'sharing.certificate':
    'Ask the owner of the team’s database for the certificate of its authority: team connect --ca FILE.',
  'sharing.unreachable': 'Check the address, the network and the password, then sync again.',
  'sharing.inUse': 'Another sync is under way. Wait for its end, then try again.',
  'sharing.settled': 'Nothing is left to choose. See the rest: trendroom team conflicts.',
  'sharing.moreVersions': 'Look at all versions again, then choose: trendroom team conflicts.',
  'branch.notFound': 'See the branches with: trendroom branches list.',
  'branch.open': 'Leave the branch first: trendroom branches leave.',
  'branch.unfinished': 'It was not made to its end. Throw it away: trendroom branches remove ID.',
  'branch.noCopy':
    'Make the branch of this library alone, or ask the owner of the team’s database.',
  'branch.neon': 'See the message of Neon. Check the project’s id and the API key.',
  'fleet.needsPostgres':
    'Connect to a Postgres that other machines reach: trendroom team connect postgres://….',
  'fleet.notApproved': 'Agree that texts are put into the team’s queue: trendroom team approve.',
  'fleet.lost':
    'Look at the machines: trendroom team fleet. Then retry the row: trendroom batches retry ID.',
  'fleet.noMedia': 'Choose the team’s servers for requests with pictures, sound or video.',
  'secrets.unavailable': 'The system’s keychain did not answer. Unlock it, then try again.',
  'upload.invalid': 'The files did not arrive whole. Add them again.',
  'worker.crashed': 'A helper process stopped. The job can be retried: trendroom jobs retry ID.',
  'worker.failed': 'A helper process reported an error. See the message; retry the job.',
  'job.notFound': 'See the jobs with: trendroom jobs list.',
  'job.cancelled': 'The job was cancelled. Start it again with: trendroom jobs retry ID.',
  'job.notRetryable': 'Only failed or cancelled jobs can be retried.',
  'video.notFound': 'See the videos with: trendroom list.',
  'transcript.notFound': 'See the earlier transcripts with: trendroom transcripts list VIDEO.',
  'video.inUse': 'A job works on the video. Cancel it or wait for its end, then try again.',
  'collection.notFound': 'See the collections with: trendroom collections list.',
  'brief.notFound': 'The brief is gone. Reload the list of drafts.',
  'draft.noEvidence': 'The library holds nothing on this topic. Ingest videos or widen the topic.',
  'internal.unexpected': 'This is a fault of Trendroom. Please report it with the message.',
} as const satisfies Record<string, string>;

export type ErrorCode = keyof typeof errorHints;

/** What to do next, in words, for a code. */
export function hintFor(code: ErrorCode): string {
  return errorHints[code];
}

/** True when the text is one of Trendroom's codes. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorHints, text);
}
