import { Option } from 'commander';
import { type IngestEvent, storageSchema, videoIdSchema } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { libraryMessages } from '../../messages/library.ts';
import { exitCodes, formatTime, printJson, printLine, safeText } from '../../output.ts';
import { type Session, withSession } from '../../session.ts';

interface IngestOptions {
  storage?: 'copy' | 'link' | 'reference';
  language?: string;
  linkLimit?: number;
  record?: string;
}

type ItemEvent = Extract<IngestEvent, { type: 'item' }>;

/** `ingest PATH...`: files, folders and links into the library, a line for each item. */
export const addIngestCommand: AddCommands = (program, globals, setExitCode) => {
  program
    .command('ingest')
    .description(libraryMessages.ingest.ingest)
    .argument('<path...>', libraryMessages.ingest.paths)
    .addOption(
      new Option('--storage <how>', libraryMessages.ingest.storage).choices(storageSchema.options),
    )
    .option('--language <tag>', libraryMessages.ingest.language)
    .option('--link-limit <n>', libraryMessages.ingest.linkLimit, Number)
    .option('--record <video>', libraryMessages.ingest.record)
    .action(async (paths: string[], options: IngestOptions) => {
      const failed = await withSession(globals(), (session) => ingest(session, paths, options));
      if (failed > 0) setExitCode(exitCodes.failed);
    });
};

/** Returns the number of items that were not taken in. */
export async function ingest(
  session: Session,
  given: string[],
  { record, ...options }: IngestOptions = {},
): Promise<number> {
  let failed = 0;
  const isLink = (text: string): boolean => /^https?:\/\//i.test(text);
  const links = given.filter(isLink);
  const paths = given.filter((text) => !isLink(text));
  const events = await session.client.videos.ingest(
    {
      paths,
      links,
      ...options,
      ...(record !== undefined && { recordId: videoIdSchema.parse(record) }),
    },
    { signal: session.signal },
  );
  for await (const event of events) {
    switch (event.type) {
      case 'progress': {
        const left =
          event.timeLeftMs === undefined
            ? ''
            : libraryMessages.ingest.left(formatTime(event.timeLeftMs));
        const percent = Math.floor(event.fraction * 100);
        session.status.show(`${percent}% ${event.stage} ${event.path}${left}`);
        break;
      }
      case 'item':
        session.status.clear();
        if (event.status === 'failed' || event.status === 'cancelled') failed += 1;
        printItem(event, session.json);
        break;
      default:
        event satisfies never;
    }
  }
  session.status.clear();
  return failed;
}

function printItem(event: ItemEvent, json: boolean): void {
  if (json) {
    const { type: _, ...item } = event;
    printJson(item);
    return;
  }
  printLine(`${event.status.padEnd(9)} ${event.videoId ?? ''}  ${safeText(event.path)}`);
  for (const warning of event.warnings) {
    printLine(libraryMessages.ingest.note(safeText(warning.message), warning.code));
  }
  if (event.error !== undefined) {
    printLine(`          ${safeText(event.error.message)} (${event.error.code})`);
    printLine(`          ${event.error.hint}`);
  }
}
