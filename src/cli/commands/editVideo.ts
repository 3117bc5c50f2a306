import { videoIdSchema } from '../../contract/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { printJson, printLine, safeText } from '../output.ts';
import { withSession } from '../session.ts';

interface Edit {
  title?: string;
  description?: string;
}

/** `videos edit VIDEO`: what a person writes of a video. */
export const addEditCommand: AddCommands = (program, globals) => {
  program
    .command('videos')
    .description('what a person writes of a video')
    .command('edit')
    .description('write the title or the description; an empty description takes it away')
    .argument('<video>', 'id of the video, or its beginning')
    .option('--title <text>')
    .option('--description <text>')
    .action((id: string, edit: Edit, command) =>
      withSession(globals(), async ({ client, json }) => {
        if (Object.keys(edit).length === 0) command.error('Give --title or --description.');
        const video = await client.videos.edit({ videoId: videoIdSchema.parse(id), ...edit });
        if (json) return printJson(video);
        printLine(safeText(video.title));
        if (video.description !== undefined) printLine(safeText(video.description));
      }),
    );
};
