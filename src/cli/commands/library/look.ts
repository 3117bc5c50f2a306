import { type VideoDetail, videoIdSchema } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { followJobs, jobStatus, requireDone } from '../../followJobs.ts';
import { seeingMessages } from '../../messages/seeing.ts';
import { formatTime, printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';

/** `look [video]`. */
export const addLookCommand: AddCommands = (program, globals) => {
  program
    .command('look')
    .description(seeingMessages.look)
    .argument('[video]', seeingMessages.video)
    .action((video: string | undefined) =>
      withSession(globals(), async (session) => {
        const { client, json, status } = session;
        const input = video === undefined ? {} : { videoId: videoIdSchema.parse(video) };
        const enqueue = async () => [await client.seeing.look(input)];
        const jobs = await followJobs(session, enqueue, (job) => status.show(jobStatus(job)));
        status.clear();
        requireDone(jobs);
        if (json) printJson(jobs);
        else printLine(seeingMessages.looked);
      }),
    );
};

/** What is seen in a video and what its pictures are like, for `show`. */
export function printSeen({ seen, look, hasFile }: VideoDetail): void {
  if (look !== undefined) printLine(seeingMessages.signals(look));
  if (seen.length > 0) {
    printLine(seeingMessages.seen);
    for (const { startMs, endMs, kind, confidence } of seen) {
      const span = `${formatTime(startMs)}–${formatTime(endMs)}`;
      printLine(`  ${span.padStart(15)}  ${safeText(kind)}  ${Math.round(confidence * 100)} %`);
    }
  } else if (hasFile && look?.isSeen !== true) printLine(seeingMessages.notLooked);
}
