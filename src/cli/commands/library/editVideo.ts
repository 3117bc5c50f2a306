import { videoIdSchema } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { commonMessages } from '../../messages/common.ts';
import { libraryMessages } from '../../messages/library.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';
import { addReviewCommand } from './reviewVideo.ts';

interface Edit {
  title?: string;
  description?: string;
}

/** `videos edit|review VIDEO`: what a person writes and decides of a video. */
export const addEditCommand: AddCommands = (program, globals) => {
  const videos = program.command('videos').description(libraryMessages.editVideo.edit);
  addReviewCommand(videos, globals);
  videos
    .command('edit')
    .description(libraryMessages.editVideo.set)
    .argument('<video>', commonMessages.videoId)
    .option('--title <text>')
    .option('--description <text>')
    .action((id: string, edit: Edit, command) =>
      withSession(globals(), async ({ client, json }) => {
        if (Object.keys(edit).length === 0) command.error(libraryMessages.editVideo.required);
        const video = await client.videos.edit({ videoId: videoIdSchema.parse(id), ...edit });
        if (json) return printJson(video);
        printLine(safeText(video.title));
        if (video.description !== undefined) printLine(safeText(video.description));
      }),
    );
};
