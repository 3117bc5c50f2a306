import { Option } from 'commander';
import {
  type BriefExportFormat,
  type BriefRecord,
  briefExportFormatSchema,
  briefIdSchema,
  type Draft,
  type DraftChange,
  type DraftEvent,
  type DraftId,
  draftIdSchema,
  type HookPattern,
  hookPatternSchema,
  type RejectionReason,
  rejectionReasonSchema,
} from '../../contract/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { commonMessages } from '../messages/common.ts';
import { libraryMessages } from '../messages/library.ts';
import { wholeNumber } from '../options/wholeNumber.ts';
import { writeNewFile } from '../options/writeNewFile.ts';
import { printJson, printLine, safeText } from '../output.ts';
import { type GlobalOptions, type Session, withSession } from '../session.ts';
import { followDrafts, printDraft } from './draft.ts';

const texts = libraryMessages.drafts;

/** `drafts list|remove|export`, and `star|unstar|edit|reject|restore|regenerate|merge|check` of a draft: what `draft` wrote before. */
export const addDraftsCommands: AddCommands = (program, globals) => {
  const drafts = program.command('drafts').description(texts.drafts);
  drafts
    .command('list')
    .description(texts.list)
    .option('--limit <n>', commonMessages.limit, wholeNumber)
    .action((options: { limit?: number }) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.drafts.list(options);
        if (json) return printJson(result);
        if (result.briefs.length === 0) return printLine(texts.none);
        for (const brief of result.briefs) printBrief(brief);
      }),
    );
  drafts
    .command('remove')
    .description(texts.remove)
    .argument('<id>', commonMessages.briefId)
    .action((id: string) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.drafts.remove({ briefId: briefIdSchema.parse(id) });
        if (json) printJson(result);
        else printLine(texts.removed(result.removedDrafts));
      }),
    );
  drafts
    .command('export')
    .description(texts.export)
    .argument('<id>', commonMessages.briefId)
    .addOption(
      new Option('--format <format>')
        .choices(briefExportFormatSchema.options)
        .makeOptionMandatory(),
    )
    .option('--output <file>', texts.output)
    .action((id: string, { format, output }: ExportOptions) =>
      withSession(globals(), async ({ client, json }) => {
        const file = await client.drafts.export({ briefId: briefIdSchema.parse(id), format });
        if (output === undefined) {
          if (json) printJson(file);
          else process.stdout.write(file.text);
          return;
        }
        await writeNewFile(output, file.text);
        if (json) printJson({ output });
        else printLine(texts.exported(safeText(output)));
      }),
    );
  const change = (id: string, given: Omit<DraftChange, 'draftId'>): Promise<void> =>
    withDraft(globals(), id, ({ client }, draftId) => client.drafts.change({ draftId, ...given }));
  const ofDraft = (name: string, description: string) =>
    drafts.command(name).description(description).argument('<draft>', texts.draftId);
  ofDraft('star', texts.star).action((id: string) => change(id, { isStarred: true }));
  ofDraft('unstar', texts.unstar).action((id: string) => change(id, { isStarred: false }));
  ofDraft('edit', texts.edit)
    .argument('<text>', texts.text)
    .action((id: string, text: string) => change(id, { text }));
  ofDraft('reject', texts.reject)
    .addOption(
      new Option('--reason <reason>', texts.reason)
        .choices(rejectionReasonSchema.options)
        .makeOptionMandatory(),
    )
    .action((id: string, { reason }: { reason: RejectionReason }) =>
      change(id, { rejected: reason }),
    );
  ofDraft('restore', texts.restore).action((id: string) => change(id, { rejected: null }));
  ofDraft('regenerate', texts.regenerate)
    .option('--other-moment', texts.otherMoment)
    .addOption(new Option('--pattern <pattern>', texts.pattern).choices(hookPatternSchema.options))
    .action((id: string, { otherMoment, pattern }: RegenerateOptions) =>
      withDrafts(globals(), ({ client, signal }) =>
        client.drafts.regenerate(
          {
            draftId: draftIdSchema.parse(id),
            moment: otherMoment === true ? 'other' : 'same',
            ...(pattern === undefined ? {} : { hookPattern: pattern }),
          },
          { signal },
        ),
      ),
    );
  ofDraft('merge', texts.merge)
    .argument('<other>', texts.draftId)
    .action((id: string, other: string) =>
      withDrafts(globals(), ({ client, signal }) =>
        client.drafts.merge(
          { draftIds: [draftIdSchema.parse(id), draftIdSchema.parse(other)] },
          { signal },
        ),
      ),
    );
  ofDraft('outline', texts.outline).action((id: string) =>
    withDraft(globals(), id, ({ client, signal }, draftId) =>
      client.drafts.outline({ draftId }, { signal }),
    ),
  );
  ofDraft('check', texts.check).action((id: string) =>
    withDraft(globals(), id, ({ client, signal }, draftId) =>
      client.drafts.check({ draftId }, { signal }),
    ),
  );
};

interface ExportOptions {
  format: BriefExportFormat;
  output?: string;
}

interface RegenerateOptions {
  otherMoment?: boolean;
  pattern?: HookPattern;
}

/** Has drafts written, and prints them as they come. */
function withDrafts(
  options: GlobalOptions,
  write: (session: Session) => Promise<AsyncIterable<DraftEvent>>,
): Promise<void> {
  return withSession(options, async (session) => {
    const result = await followDrafts(session, await write(session));
    if (session.json) printJson(result);
  });
}

/** Does something with one draft, and prints what it is then. */
function withDraft(
  options: GlobalOptions,
  id: string,
  run: (session: Session, draftId: DraftId) => Promise<Draft>,
): Promise<void> {
  return withSession(options, async (session) => {
    const draft = await run(session, draftIdSchema.parse(id));
    if (session.json) return printJson(draft);
    printDraft(draft, printLine);
    for (const { text } of draft.versions ?? []) printLine(texts.earlier(safeText(text)));
  });
}

function printBrief({ id, createdAtMs, brief, modelId, drafts, dropped }: BriefRecord): void {
  const day = new Date(createdAtMs).toISOString().slice(0, 10);
  const by = modelId === undefined ? '' : `  (${safeText(modelId)})`;
  printLine(`${id}  ${day}  ${safeText(brief.topic)}${by}`);
  for (const draft of drafts) printDraft(draft, printLine);
  for (const { text, reason } of dropped)
    printLine(libraryMessages.draft.dropped(reason, safeText(text)));
  printLine();
}
