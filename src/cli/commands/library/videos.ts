import { Option } from 'commander';
import {
  defaultCaptionStyle,
  type ExportFormat,
  exportFormatSchema,
  type VideoDetail,
  videoIdSchema,
} from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { commonMessages } from '../../messages/common.ts';
import { libraryMessages } from '../../messages/library.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { formatBytes, formatTime, printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';
import { printSeen } from './look.ts';
import { reviewLine } from './reviewVideo.ts';

const style = defaultCaptionStyle;

/** `show VIDEO`, `export VIDEO --format F`, `remove VIDEO`. */
export const addVideoCommands: AddCommands = (program, globals) => {
  program
    .command('show')
    .description(libraryMessages.videos.show)
    .argument('<video>', commonMessages.videoId)
    .action((id: string) =>
      withSession(globals(), async ({ client, json }) => {
        const video = await client.videos.get({ videoId: videoIdSchema.parse(id) });
        if (json) printJson(video);
        else printVideo(video);
      }),
    );
  program
    .command('export')
    .description(libraryMessages.videos.export)
    .argument('<video>', commonMessages.videoId)
    .addOption(
      new Option('--format <format>').choices(exportFormatSchema.options).makeOptionMandatory(),
    )
    .option('--line-length <n>', libraryMessages.videos.lineLength, wholeNumber, style.lineLength)
    .option('--lines <n>', libraryMessages.videos.lines, wholeNumber, style.lines)
    .option(
      '--reading-speed <n>',
      libraryMessages.videos.readingSpeed,
      wholeNumber,
      style.charactersPerSecond,
    )
    .action((id: string, { format, lineLength, lines, readingSpeed }: ExportOptions) =>
      withSession(globals(), async ({ client, json }) => {
        const file = await client.videos.export({
          ...{ videoId: videoIdSchema.parse(id), format, lineLength, lines },
          charactersPerSecond: readingSpeed,
        });
        if (json && format !== 'json') return printJson(file);
        process.stdout.write(file.text);
        const tooFast = file.captions?.tooFast ?? 0;
        if (tooFast === 0) return;
        process.stderr.write(`${libraryMessages.videos.tooFast(tooFast, readingSpeed)}\n`);
      }),
    );
  program
    .command('remove')
    .description(libraryMessages.videos.remove)
    .argument('<video>', commonMessages.videoId)
    .action((id: string) =>
      withSession(globals(), async ({ client, json }) => {
        const removed = await client.videos.remove({ videoId: videoIdSchema.parse(id) });
        if (json) printJson(removed);
        else printLine(libraryMessages.videos.removed(formatBytes(removed.freedBytes)));
      }),
    );
};

interface ExportOptions {
  format: ExportFormat;
  lineLength: number;
  lines: number;
  readingSpeed: number;
}

const shownComments = 10;

function formatLikes(likes: number | undefined): string {
  return (likes === undefined ? '' : likes.toLocaleString('en')).padStart(7);
}

function fileFacts({ durationMs, width, height, sizeBytes }: VideoDetail): string[] {
  return [
    formatTime(durationMs),
    width > 0 ? `${width}x${height}` : libraryMessages.videos.audioOnly,
    formatBytes(sizeBytes),
  ];
}

function printVideo(video: VideoDetail): void {
  printLine(safeText(video.title));
  const facts = [
    video.channel,
    video.platform,
    ...(video.hasFile ? fileFacts(video) : [libraryMessages.videos.noFile]),
    video.language,
    video.views === undefined ? undefined : libraryMessages.videos.views(video.views),
  ];
  printLine(
    facts
      .filter((fact) => fact !== undefined)
      .map(safeText)
      .join(' · '),
  );
  const review = video.review && reviewLine(video.review);
  if (review !== undefined) printLine(review);
  if (video.hook !== undefined) {
    printLine(libraryMessages.videos.hook);
    if (video.hook.said !== '') printLine(libraryMessages.videos.said(safeText(video.hook.said)));
    if (video.hook.shown !== '')
      printLine(libraryMessages.videos.shown(safeText(video.hook.shown)));
  }
  if (video.transcript.length > 0) {
    // The version of a model of this machine is a long hash, which tells a person nothing.
    const model = video.transcriptModel?.split('@')[0];
    const maker = model ?? video.transcriptSource ?? 'unknown';
    printLine(libraryMessages.videos.transcript(safeText(maker)));
    for (const segment of video.transcript) {
      printLine(`  ${formatTime(segment.startMs).padStart(7)}  ${safeText(segment.text)}`);
    }
  }
  if (video.onScreenText.length > 0) {
    printLine(libraryMessages.videos.onScreen);
    for (const text of video.onScreenText) {
      const kind = text.kind === 'watermark' ? libraryMessages.videos.watermark : '';
      printLine(`  ${formatTime(text.startMs).padStart(7)}  ${safeText(text.text)}${kind}`);
    }
  }
  if (video.pictures.length > 0) {
    printLine('\nPictures');
    for (const { startMs, text, model } of video.pictures) {
      printLine(`  ${formatTime(startMs).padStart(7)}  ${safeText(text)} (${safeText(model)})`);
    }
  }
  printSeen(video);
  const { total, top } = video.comments;
  if (total > 0) {
    printLine(libraryMessages.videos.comments(total));
    for (const { text, likes } of top.slice(0, shownComments)) {
      printLine(`  ${formatLikes(likes)}  ${safeText(text)}`);
    }
  }
  if (video.sourceUrl !== undefined) printLine(`\n${safeText(video.sourceUrl)}`);
  if (!video.hasFile) printLine(libraryMessages.videos.addFile(video.id));
  else printLine(libraryMessages.videos.shots(video.shots.map((shot) => formatTime(shot.startMs))));
  for (const warning of video.warnings) {
    printLine(libraryMessages.videos.note(safeText(warning.message), warning.code));
  }
}
