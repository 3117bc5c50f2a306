import { InvalidArgumentError } from 'commander';
import type { AddedEvents } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { growthMessages } from '../../messages/growth.ts';
import { libraryMessages } from '../../messages/library.ts';
import { exitCodes, printJson, printLine, safeText } from '../../output.ts';
import { type Session, withSession } from '../../session.ts';

const texts = growthMessages.events;
const printedRejects = 20;
const countFields = [
  ...(['added', 'bots', 'duplicates', 'withoutConsent'] as const),
  ...(['forgotten', 'expired', 'rejected'] as const),
];

interface ImportOptions {
  platform?: string;
  map: Record<string, string>;
  day?: string;
}

/** `events import|count|forget`. */
export const addEventCommands: AddCommands = (program, globals, setExitCode) => {
  const events = program.command('events').description(texts.events);
  events
    .command('import')
    .description(texts.import)
    .argument('<file>', texts.file)
    .option('--platform <name>', texts.platform)
    .option('--map <field=column...>', texts.map, addMapping, {})
    .option('--day <date>', texts.day)
    .action((file: string, { platform, ...options }: ImportOptions) =>
      withSession(globals(), async (session) => {
        const isWhole =
          platform === undefined
            ? await importEvents(session, file)
            : await importCounts(session, file, { platform, ...options });
        if (!isWhole) setExitCode(exitCodes.failed);
      }),
    );
  events
    .command('count')
    .description(texts.count)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const found = await client.events.count();
        if (json) return printJson(found);
        for (const { day, name, events: count, people } of found.counts) {
          printLine(`${day}  ${name.padEnd(12)}  ${texts.line(count, people)}`);
        }
        if (found.counts.length === 0) printLine(texts.none);
        printLine(texts.excluded(found.excluded));
      }),
    );
  events
    .command('forget')
    .description(texts.forget)
    .argument('<person>', texts.person)
    .action((person: string) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.events.forget({ person });
        if (json) printJson(result);
        else printLine(texts.forgotten(result.removed));
      }),
    );
};

function addMapping(text: string, before: Record<string, string>): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError(libraryMessages.import.mapRequired);
  return { ...before, [text.slice(0, at).trim()]: text.slice(at + 1).trim() };
}

/** False when some of them were kept aside. */
async function importEvents({ client, json }: Session, file: string): Promise<boolean> {
  const { readEvents } = await import('../../../core/growth/index.ts');
  const total: AddedEvents = {
    ...{ added: 0, bots: 0, duplicates: 0, withoutConsent: 0, forgotten: 0, expired: 0 },
    ...{ rejected: 0, rejects: [] },
  };
  let before = 0;
  for await (const batch of readEvents(file)) {
    const { rejects, ...counts } = await client.events.add({ events: batch });
    for (const field of countFields) total[field] += counts[field];
    total.rejects.push(...rejects.map(({ index, ...one }) => ({ ...one, index: before + index })));
    before += batch.length;
  }
  total.rejects = total.rejects.slice(0, printedRejects);
  if (json) printJson(total);
  else {
    printLine(texts.added(total));
    for (const { index, message } of total.rejects) {
      printLine(texts.reject(index + 1, safeText(message)));
    }
  }
  return total.rejected === 0;
}

/** False when some cells are no counts. */
async function importCounts(
  { client, json }: Session,
  file: string,
  reading: ImportOptions & { platform: string },
): Promise<boolean> {
  const { readPlatformCounts } = await import('../../../core/growth/index.ts');
  const total = { added: 0, updated: 0, unchanged: 0, rejected: 0 };
  const rejects: { line: number; message: string }[] = [];
  for await (const batch of readPlatformCounts(file, reading)) {
    total.rejected += batch.rejects.length;
    rejects.push(...batch.rejects.slice(0, printedRejects - rejects.length));
    if (batch.counts.length === 0) continue;
    const { added, updated, unchanged } = await client.events.addCounts({ counts: batch.counts });
    total.added += added;
    total.updated += updated;
    total.unchanged += unchanged;
  }
  if (json) printJson({ ...total, rejects });
  else {
    printLine(texts.counts(total));
    for (const { line, message } of rejects) printLine(texts.reject(line, safeText(message)));
  }
  return total.rejected === 0;
}
