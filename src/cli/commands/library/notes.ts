import { InvalidArgumentError } from 'commander';
import { type FoundNote, noteIdSchema, videoIdSchema } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { commonMessages } from '../../messages/common.ts';
import { noteMessages } from '../../messages/notes.ts';
import { type VideoPlace, videoPlace } from '../../options/videoPlace.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { formatTime, printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';

/** `notes [list [VIDEO]]|add VIDEO@SECONDS TEXT|edit ID TEXT|remove ID`. */
export const addNoteCommands: AddCommands = (program, globals) => {
  const notes = program.command('notes').description(noteMessages.notes);
  notes
    .command('list', { isDefault: true })
    .description(noteMessages.list)
    .argument('[video]', noteMessages.video)
    .option('--text <text>', noteMessages.text)
    .option('--limit <n>', commonMessages.limit, wholeNumber, 1_000)
    .action((video: string | undefined, options: { text?: string; limit: number }) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const videoId = video === undefined ? {} : { videoId: videoIdSchema.parse(video) };
        const found = await client.notes.list({ ...options, ...videoId }, { signal });
        if (json) return printJson(found);
        if (found.notes.length === 0) printLine(noteMessages.none);
        for (const note of found.notes) printNote(note, video === undefined);
      }),
    );
  notes
    .command('add')
    .description(noteMessages.add)
    .argument('<video@seconds>', noteMessages.at, placeOf)
    .argument('<text...>', noteMessages.words)
    .action((place: VideoPlace, words: string[]) =>
      withSession(globals(), async ({ client, json }) =>
        print(await client.notes.add({ ...place, text: words.join(' ') }), json),
      ),
    );
  notes
    .command('edit')
    .description(noteMessages.edit)
    .argument('<note>', noteMessages.id)
    .argument('<text...>', noteMessages.words)
    .action((note: string, words: string[]) =>
      withSession(globals(), async ({ client, json }) => {
        const noteId = noteIdSchema.parse(note);
        print(await client.notes.edit({ noteId, text: words.join(' ') }), json);
      }),
    );
  notes
    .command('remove')
    .description(noteMessages.remove)
    .argument('<note>', noteMessages.id)
    .action((note: string) =>
      withSession(globals(), async ({ client, json }) => {
        const removed = await client.notes.remove({ noteId: noteIdSchema.parse(note) });
        if (json) printJson(removed);
        else printLine(noteMessages.removed);
      }),
    );
};

function print(note: FoundNote, json: boolean): void {
  if (json) printJson(note);
  else printNote(note, true);
}

function printNote({ id, title, startMs, endMs, text }: FoundNote, withTitle: boolean): void {
  const until = endMs === undefined ? '' : `–${formatTime(endMs)}`;
  const of = withTitle ? `  ${safeText(title)}` : '';
  printLine(`${id}  ${formatTime(startMs)}${until}${of}`);
  printLine(`    ${safeText(text)}`);
}

function placeOf(given: string): VideoPlace {
  const place = videoPlace(given);
  if (place === undefined) throw new InvalidArgumentError(noteMessages.expected);
  return place;
}
