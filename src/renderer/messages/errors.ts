import type { ErrorDto } from '../../contract/index.ts';

/** Hints for codes whose hint in the contract names a command of the terminal. */
const hints: Partial<Record<ErrorDto['code'], string>> = {
  'usage.invalid': 'Correct the input and try again.',
  'library.corrupt': 'Restore a backup in Settings.',
  'model.unknown': 'Choose a model on the Models screen.',
  'model.missing': 'Install the starter models on the Models screen.',
  'model.damaged':
    'Remove the model on the Models screen, then install or import it again. If that does not help, choose another model.',
  'model.unsupported': 'Choose another model. The Models screen recommends some.',
  'model.moved':
    'Put the file back where it was, or import it where it is now. Or choose another model on the Models screen.',
  'model.altered':
    'Import the file again to use it as it is now, or choose another model on the Models screen.',
  'model.changed': 'Re-embedding is queued. Search uses the earlier embeddings until it finishes.',
  'model.licence': 'Read and accept the licence on the Models screen.',
  'model.noSource':
    'The model could not be downloaded from any source. Check the network, or import a file.',
  'network.notAllowed': 'Turn off offline mode in Settings.',
  'link.toolMissing': 'Install yt-dlp in Settings.',
  'link.toolOld': 'Update yt-dlp in Settings.',
  'worker.crashed': 'A helper process crashed. Retry the job.',
  'job.notFound': 'The job was removed from the queue.',
  'job.cancelled': 'Retry the job to restart it.',
  'video.notFound': 'The video was removed from the library.',
  'channel.notFound': 'The channel is not in this library.',
  'transcript.notFound': 'The transcript was removed. Reload the video.',
  'endpoint.notFound': 'The server was removed.',
  'endpoint.none': 'Add a server under Team, Servers.',
  'endpoint.notApproved': 'Review what is sent to the server under Team, Servers.',
  'endpoint.keyRefused': 'Edit the server under Team, Servers, and enter another API key.',
  'batch.notFound': 'The batch was removed.',
  'requestSet.notFound': 'The request set was removed.',
  'comparison.notFound': 'The comparison was removed.',
  'switch.notFound': 'The swap was removed.',
  'switch.overtaken':
    'Only the latest swap of a role can be rolled back. Choose a server under Team, Servers.',
  'branch.notFound': 'The branch was removed.',
  'branch.open': 'Go back to the library first.',
  'branch.unfinished': 'Delete it under Team, Branches.',
  'collection.notFound': 'The collection was removed from the library.',
  'sharing.certificate':
    'Ask the owner of the team database for its CA certificate, and add it when you connect.',
  'sharing.notConnected': 'Connect under Team, Sharing.',
  'sharing.settled': 'The conflict is already resolved.',
  'sharing.moreVersions': 'All versions are shown now. Choose again.',
  'hub.notConnected': 'Enter the key of the hub: Publish… on a report.',
  'hub.unreachable': 'Make sure that the hub is running and its address is right.',
  'push.noKey': 'Use the desk that has the key of this hub’s readers.',
  'push.notFound': 'The hub has no such notification. Open the list again.',
  'push.ended': 'The experiment has ended. Create a new notification.',
  'hub.refused': 'Follow the hub’s words, then publish again.',
  'workers.needsPostgres': 'Connect to another database under Team, Sharing.',
  'workers.notApproved': 'Review what is sent to the team queue under Team, Workers.',
  'workers.lost': 'Check the workers under Team, Workers, then retry the batch.',
};

/** What went wrong and what to do next, in the words of the screens. */
export const errorMessages = {
  hints,
  tryAgain: 'Try again.',
  connectionLost: 'The connection to Trendroom was lost.',
  connectionLostHint: 'Trendroom reconnects automatically if it is still running. Then try again.',
  checkRunning: 'Make sure that Trendroom is still running, then try again.',
  unknown: 'Something went wrong.',
};
