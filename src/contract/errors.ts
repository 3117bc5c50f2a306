/**
 * Every error code Trendroom can report. A code is stable: scripts and the interface rely on it.
 * Hosts turn a code into a message with {@link hintFor}.
 */
export const errorHints = {
  'usage.invalid': 'Run the command with --help to see its arguments.',
  'input.notFound': 'Check the path. If the file was moved, ingest it again.',
  'input.noPermission': 'Grant read permission on the file, then ingest it again.',
  'input.empty': 'The file is empty. Copy or download it again.',
  'input.notMedia': 'No readable video or audio in the file. Choose a media file.',
  'input.notFile': 'Choose a regular file, not a folder, a pipe or a device.',
  'input.linkLoop':
    'The path runs through links that lead back to themselves. Choose the file itself.',
  'input.tooLarge': 'The file is too large for its purpose. Check that it is the right one.',
  'input.exceedsLimits':
    'The file decodes to more than Trendroom accepts. Export it with usual settings, then ingest it again.',
  'input.truncated': 'The file is incomplete. Copy or download it again.',
  'input.noFrames': 'The video stream has no frames. Export it again from the original.',
  'input.changed':
    'The file changed while it was being read. Wait until it is complete, then retry.',
  'import.noColumns':
    'Say which column has the id or the address: --map id=COLUMN or --map url=COLUMN.',
  'import.nothing':
    'Look at how the file is read: trendroom import FILE --preview. Then map its columns.',
  'input.unsupported': 'The format is not supported. Convert it to MP4 (H.264, AAC) and retry.',
  'input.linkedAsCopy':
    'No action needed. To hard-link originals, put the library on the same disk.',
  'input.sidecar': 'Fix the metadata file next to the video, then ingest the video again.',
  'path.notAllowed':
    'To allow another folder, start Trendroom again with --allow-folder FOLDER, after npm start -- or serve.',
  'path.notChosen': 'Choose the file or folder in the dialog of the window.',
  'path.noDialog':
    'Only the desktop app has dialogs. Give the path of a file in an allowed folder, or upload the file.',
  'captions.invalid': 'The caption file could not be read, so the speech was transcribed instead.',
  'disk.full': 'Free some disk space, then retry. The job resumes where it stopped.',
  'disk.readOnly': 'The folder is not writable. Choose another library folder.',
  'library.inUse': 'The library is open in another Trendroom. Close it, then try again.',
  'library.newer': 'The library was created by a newer version. Update Trendroom to open it.',
  'library.updateFailed':
    'Nothing was changed, and the previous version of Trendroom still opens the library. Please report the message.',
  'library.corrupt': 'The library database is damaged. Restore a backup: trendroom restore FILE.',
  'backup.passphraseRequired':
    'Give the passphrase that the backup was made with. In the terminal, --passphrase reads it from standard input.',
  'backup.passphraseWrong':
    'Check the passphrase. If it is right, the file is damaged: use another backup.',
  'library.unsafePath':
    'The library contains a name or a link that leads out of its folder. Move the data into the folder itself, and do not open libraries of people you do not trust.',
  'backup.unknownOrigin':
    'If you know where the backup comes from, restore it all the same: trendroom restore FILE --trust, or confirm it in the settings.',
  'backup.invalid': 'The file is damaged or is not a backup. Choose another one.',
  'backup.otherFile':
    'Choose another name, or move the file away. Only an earlier backup is replaced.',
  'backup.shrunk':
    'If the library lost its videos, restore an earlier backup: trendroom restore FILE. If it is right as it is, move the earlier backups to another folder; the next backup then replaces the oldest as before.',
  'media.missing': 'A media file is missing from the library. Ingest the original again.',
  'media.altered': 'A media file no longer matches its checksum. Ingest the original again.',
  'model.unknown': 'List the available models with: trendroom models list.',
  'model.missing': 'Install it with: trendroom models install starter.',
  'model.damaged':
    'Remove the model, then install or import it again: trendroom models remove ID. If that does not help, its publisher has to mend the file: choose another model.',
  'model.unsupported':
    'Choose another model: a GGUF file that llama.cpp runs, or one of the recommended ones: trendroom models list.',
  'model.tooLarge':
    'Choose a smaller model, or a smaller quantization of the same one, such as Q4_K_M.',
  'model.moved':
    'Put the file back where it was, or import it where it is now: trendroom models import FILE. To work with another model: trendroom models use ID.',
  'model.altered':
    'To use the file as it is now, import it again: trendroom models import FILE. To work with another model: trendroom models use ID.',
  'model.changed': 'Re-embed the library with the installed model: trendroom reindex.',
  'model.licence': 'Read the licence, then accept it or pass --accept-licenses.',
  'model.noSource':
    'The model could not be downloaded from any source. Import a file: trendroom models import FILE.',
  'model.gated':
    'Sign in on the hub in a browser, accept the terms and download the file there, then import it: trendroom models import FILE. Others may publish the same model without terms: trendroom models search WORDS.',
  'model.notOnHub':
    'Check the name, OWNER/NAME and the file, or search: trendroom models search WORDS.',
  'model.hubInvalid':
    'Try again later. If HF_ENDPOINT is set, check that it is the address of a model hub. A file that you have can be imported: trendroom models import FILE.',
  'network.unavailable': 'Connect to the network and retry. Installed models keep working offline.',
  'network.notAllowed':
    'Turn off offline mode: trendroom settings set offline false, or omit --offline.',
  'link.invalid': 'Paste a full link that starts with https:// or http://.',
  'link.privateAddress':
    'The link points to a private network. If that is intended, allow private addresses in Settings.',
  'link.private':
    'The video is private. Ask its owner for access, or set a cookies file in Settings.',
  'link.removed': 'The video is no longer available at this link. Remove it from your list.',
  'link.region': 'The video is not available in your region. Try from another network.',
  'link.signIn': 'The site requires sign-in. Set a cookies file in Settings, then retry.',
  'link.rateLimited': 'The site is rate limiting requests. Retry the job in a few minutes.',
  'link.unsupported':
    'yt-dlp does not support this site or page. Download the video and add the file.',
  'link.toolMissing': 'Install yt-dlp in Settings, or with: trendroom links install.',
  'link.toolOld': 'Update yt-dlp in Settings, or with: trendroom links install.',
  'link.failed': 'See the message from yt-dlp. Retry the job, or update yt-dlp.',
  'endpoint.notFound': 'List the servers with: trendroom endpoints list.',
  'endpoint.none': 'No server can run this request. Add one: trendroom endpoints add.',
  'endpoint.notApproved': 'Approve what is sent to the server: trendroom endpoints approve ID.',
  'endpoint.unconfirmed':
    'Check the address, then enter it again: trendroom endpoints set ID --url URL, with --ca and --proxy if it needs them.',
  'endpoint.insecure': 'Use https:// for a server on another computer.',
  'endpoint.unreachable':
    'Make sure the address is right and the server is running, then check it again.',
  'endpoint.keyRefused':
    'The server rejected the API key. Set another: trendroom endpoints set ID --key.',
  'endpoint.busy': 'The server is overloaded. Work resumes automatically when it has capacity.',
  'endpoint.refused': 'The server rejected the request. See its message and change the request.',
  'endpoint.invalidAnswer': 'The server’s response is not valid. Check the request, then retry it.',
  'endpoint.failed':
    'The server reported an error. Check its log. The request is retried automatically.',
  'endpoint.modelChanged':
    'The server now serves a different model. Check the server, then resume the batch.',
  'batch.notFound': 'List the batches with: trendroom batches list.',
  'batch.inUse': 'Cancel the batch or wait until it finishes, then try again.',
  'batch.duplicateId': 'Duplicate custom ids are rejected. Give each request its own.',
  'requestSet.notFound': 'List the request sets with: trendroom endpoints sets.',
  'comparison.notFound': 'List the comparisons with: trendroom endpoints comparisons.',
  'comparison.inUse': 'Cancel the comparison or wait until it finishes, then try again.',
  'switch.notFound': 'List the model swaps with: trendroom endpoints switches.',
  'switch.overtaken':
    'Only the latest swap of a role can be rolled back. To choose a server: trendroom endpoints prefer ID.',
  'schedule.invalid': 'Use five cron fields: minute hour day month weekday, such as 0 3 * * *.',
  'sharing.notConnected': 'Connect first: trendroom team connect --local, or with a Postgres URL.',
  'sharing.unconfirmed':
    'Check the address, then connect again: trendroom team connect, with the address of your team.',
  'sharing.newer': 'The team uses a newer version. Update Trendroom. Nothing was changed.',
  'sharing.notAllowed':
    'Ask the owner of the team database to run docs/team-postgres.sql for your role.',
  'sharing.insecure': 'Use sslmode=verify-full (or require) for a database on another computer.',
  'sharing.certificate':
    'Ask the owner of the team database for its CA certificate: team connect --ca FILE.',
  'sharing.refused': 'Check the user name, the password and the database, then connect again.',
  'sharing.unreachable': 'Check the address and the network, then sync again.',
  'sharing.inUse': 'Another sync is running. Wait until it finishes, then try again.',
  'sharing.settled':
    'The conflict is already resolved. See the others with: trendroom team conflicts.',
  'sharing.moreVersions':
    'Newer versions have arrived. Review them, then choose: trendroom team conflicts.',
  'branch.notFound': 'List the branches with: trendroom branches list.',
  'branch.open': 'Leave the branch first: trendroom branches leave.',
  'branch.notOpened':
    'Leave the branch to open the library, or try again: trendroom branches leave.',
  'branch.unfinished': 'The branch was not fully created. Delete it: trendroom branches remove ID.',
  'branch.noCopy':
    'Create the branch without a copy of the team database, or ask the owner of the database.',
  'branch.neon': 'See the message from Neon. Check the project ID and the API key.',
  'workers.needsPostgres':
    'Connect to a Postgres that other computers can reach: trendroom team connect postgres://….',
  'workers.notApproved': 'Approve sending text to the team queue: trendroom team approve.',
  'workers.lost':
    'Check the workers with: trendroom team workers. Then retry the request: trendroom batches retry ID.',
  'workers.noMedia': 'Use the team’s servers for requests with pictures, audio or video.',
  'secrets.unavailable': 'The system keychain did not respond. Unlock it, then try again.',
  'upload.invalid': 'The upload is incomplete. Add the files again.',
  'core.starting': 'Trendroom is opening the library. Wait a moment, then try again.',
  'core.crashed':
    'Start Trendroom again: jobs continue where they stopped. If it happens again, restore a backup, or report it with the log of the library.',
  'worker.crashed': 'A helper process crashed. Retry the job: trendroom jobs retry ID.',
  'worker.failed': 'A helper process reported an error. See the message, then retry the job.',
  'job.notFound': 'List the jobs with: trendroom jobs list.',
  'job.cancelled': 'The job was cancelled. Restart it with: trendroom jobs retry ID.',
  'job.notRetryable': 'Only failed or cancelled jobs can be retried.',
  'video.notFound': 'List the videos with: trendroom list.',
  'channel.notFound': 'List the channels with: trendroom share-of-voice.',
  'transcript.notFound': 'List the earlier transcripts with: trendroom transcripts list VIDEO.',
  'transcript.changed':
    'The line was edited or transcribed again meanwhile. Look at it as it is now, then edit it again.',
  'transcript.noChange':
    'Nothing was edited, it is undone already, or it is too long ago: the last 500 changes can be undone.',
  'video.inUse': 'A job is using the video. Cancel it or wait until it finishes, then try again.',
  'collection.notFound': 'List the collections with: trendroom collections list.',
  'topic.notFound': 'List the topics with: trendroom topics.',
  'topic.sameTopic': 'Choose two different topics.',
  'hub.notConnected':
    'Give the desk the key of the hub: trendroom publish connect --key. npm run hub prints where it is.',
  'hub.insecure': 'Use https:// for a hub on another computer.',
  'hub.unreachable': 'Make sure the hub is running (npm run hub) and the address is right.',
  'hub.refused': 'See the hub’s message, then publish again: trendroom publish report ID.',
  'hub.invalidAnswer': 'Check that the address is that of a content hub of this version.',
  'push.noKey': 'Make the key for notifications: trendroom push keys.',
  'push.keyNotKept':
    'Set TRENDROOM_SECRET_HUB_PUSH to 32 random bytes in base64url (openssl rand 32 | basenc --base64url | tr -d =), and TRENDROOM_SECRET_HUB_PUSH_ORIGIN to the address of the hub.',
  'push.invalidKey':
    'The key for notifications must be 32 bytes in base64url: openssl rand 32 | basenc --base64url | tr -d =',
  'push.tooLarge': 'Shorten the message: push services take 3,993 bytes, encrypted.',
  'push.notFound': 'List the campaigns with: trendroom push campaigns.',
  'push.ended': 'The experiment has ended. Create a new campaign: trendroom push create.',
  'report.notFound': 'List the reports with: trendroom reports list.',
  'report.subject':
    'A weekly report has no subject, a comparison has two to eight of one kind, the others have one. Name them with --topic, --channel or --product.',
  'report.subjectNotFound':
    'List what there is with: trendroom topics, or trendroom share-of-voice --by channel or --by product.',
  'report.folderExists': 'Choose a name that is not taken: a report is written to a new folder.',
  'product.notFound': 'List the products with: trendroom products list.',
  'product.nameTaken': 'Choose another name, or merge the two: trendroom products merge A B.',
  'code.notFound': 'List the codebook with: trendroom codes list.',
  'code.nameTaken': 'Choose another name, or rename or remove the code that has it.',
  'codes.notQdpx':
    'Choose a .qdpx file: in the other program, export the project as REFI-QDA project.',
  'coding.notFound': 'The code was taken off. List the coded spans with: trendroom codes quotes.',
  'note.notFound': 'The note was removed. List the notes with: trendroom notes list.',
  'search.notFound': 'List the saved searches with: trendroom searches list.',
  'search.nameTaken': 'Choose another name, or rename or remove the saved search that has it.',
  'answer.notFound':
    'The conversation was removed. Ask without --follow, or list them: trendroom ask --list.',
  'brief.notFound': 'The brief was removed. Reload the list of drafts.',
  'experiment.notFound': 'List the experiments with: trendroom experiments list.',
  'experiment.wrongState': 'See its state and what was decided: trendroom experiments show ID.',
  'experiment.invalidInput':
    'Correct the figures, then evaluate again. docs/experiments.md lists what each metric needs.',
  'draft.notFound': 'The draft was removed. Reload the list of drafts.',
  'draft.notChecked':
    'Install a model with chat training, which can check drafts: trendroom models install writing.',
  'draft.noOtherMoment':
    'The library has no other moment on the topic that the drafts do not cite. Add videos, or write another draft of the same moment.',
  'draft.notMergeable': 'Choose two drafts of one brief that cite different moments.',
  'draft.noEvidence': 'No evidence for this topic in the library. Add videos or broaden the topic.',
  'internal.unexpected': 'This is a bug in Trendroom. Please report it with the message.',
} as const satisfies Record<string, string>;

export type ErrorCode = keyof typeof errorHints;

/** What a person can do next about an error. */
export function hintFor(code: ErrorCode): string {
  return errorHints[code];
}

/** True when the text is one of Trendroom's codes. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorHints, text);
}
