import { ORPCError } from '@orpc/client';
import { type ErrorDto, errorDataSchema, hintFor, isErrorCode } from '../../contract/index.ts';

/** Words for codes whose usual advice is about the terminal. */
const screenHints: Partial<Record<ErrorDto['code'], string>> = {
  'usage.invalid': 'Correct the input and try again.',
  'library.corrupt': 'Restore a backup in Settings.',
  'model.unknown': 'Choose one of the models on the Models screen.',
  'model.missing': 'Install the starter models on the Models screen.',
  'model.damaged': 'Remove the model on the Models screen, then install it again.',
  'model.changed': 'A reindex is queued; search goes on with the earlier embeddings meanwhile.',
  'model.licence': 'Read and accept the licence on the Models screen.',
  'model.noSource': 'No source could deliver the model. Check the network, or import a file.',
  'link.toolMissing': 'Install yt-dlp in Settings.',
  'link.toolOld': 'Update yt-dlp in Settings.',
  'worker.crashed': 'A helper process stopped. Retry the job.',
  'job.notFound': 'The job is gone from the queue.',
  'job.cancelled': 'Retry the job to start it again.',
  'video.notFound': 'The video is gone from the library.',
  'endpoint.notFound': 'The server is gone from the Team screen.',
  'endpoint.none': 'Add a server under Team, Servers.',
  'endpoint.notApproved': 'Review what it would be sent, under Team, Servers.',
  'endpoint.keyRefused': 'Edit the server under Team, Servers, and give another key.',
  'batch.notFound': 'The batch is gone from the Team screen.',
  'branch.notFound': 'The branch is gone from the Team screen.',
  'branch.open': 'Go back to the library first.',
  'branch.unfinished': 'Throw it away under Team, Branches.',
  'sharing.certificate':
    'Ask the owner of the team’s database for its authority’s certificate, and give it when you connect.',
  'collection.notFound': 'The collection is gone from the library.',
  'sharing.settled': 'Nothing is left to choose here.',
  'sharing.moreVersions': 'All versions are shown now. Choose again.',
  'fleet.needsPostgres': 'Connect elsewhere under Team, Sharing.',
  'fleet.notApproved': 'Review what would be put into the queue, under Team, Workers.',
  'fleet.lost': 'Look at the machines under Team, Workers, then retry the batch.',
  'sharing.notConnected': 'Connect under Team, Sharing.',
};

/** What happened and what to do next, whatever a call threw. */
export function errorWords(error: unknown): { title: string; hint: string } {
  if (error instanceof ORPCError) {
    const title = error.message;
    if (isErrorCode(error.code)) return { title, hint: hintOf(error.code) };
    const data = errorDataSchema.safeParse(error.data);
    return { title, hint: data.success ? data.data.hint : 'Try again.' };
  }
  if (error instanceof Error && isLostConnection(error)) {
    return {
      title: 'The connection to Trendroom was lost.',
      hint: 'It comes back by itself if Trendroom still runs. Then try again.',
    };
  }
  if (error instanceof Error) {
    return { title: error.message, hint: 'Check that Trendroom still runs, then try again.' };
  }
  return { title: 'Something went wrong.', hint: 'Try again.' };
}

/**
 * What the transport throws when its socket or port closes under a call, and when a call is made
 * after that. What a person cancels is never put into words, so that an abort means the former.
 */
function isLostConnection({ name, message }: Error): boolean {
  return name === 'AbortError' || message === 'Cannot send message, WebSocket is not open.';
}

/** Advice for a code, in the words of the screens. */
export function hintOf(code: ErrorDto['code']): string {
  return screenHints[code] ?? hintFor(code);
}
