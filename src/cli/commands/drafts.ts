import { type BriefRecord, briefIdSchema } from '../../contract/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { commonMessages } from '../messages/common.ts';
import { libraryMessages } from '../messages/library.ts';
import { wholeNumber } from '../options/wholeNumber.ts';
import { printJson, printLine, safeText } from '../output.ts';
import { withSession } from '../session.ts';
import { printDraft } from './draft.ts';

/** `drafts list|remove`: what `draft` wrote before. */
export const addDraftsCommands: AddCommands = (program, globals) => {
  const drafts = program.command('drafts').description(libraryMessages.drafts.drafts);
  drafts
    .command('list')
    .description(libraryMessages.drafts.list)
    .option('--limit <n>', commonMessages.limit, wholeNumber)
    .action((options: { limit?: number }) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.drafts.list(options);
        if (json) return printJson(result);
        if (result.briefs.length === 0) return printLine(libraryMessages.drafts.none);
        for (const brief of result.briefs) printBrief(brief);
      }),
    );
  drafts
    .command('remove')
    .description(libraryMessages.drafts.remove)
    .argument('<id>', commonMessages.briefId)
    .action((id: string) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.drafts.remove({ briefId: briefIdSchema.parse(id) });
        if (json) printJson(result);
        else printLine(libraryMessages.drafts.removed(result.removedDrafts));
      }),
    );
};

function printBrief({ id, createdAtMs, brief, modelId, drafts, dropped }: BriefRecord): void {
  const day = new Date(createdAtMs).toISOString().slice(0, 10);
  const by = modelId === undefined ? '' : `  (${safeText(modelId)})`;
  printLine(`${id}  ${day}  ${safeText(brief.topic)}${by}`);
  for (const draft of drafts) printDraft(draft, printLine);
  for (const { text, reason } of dropped)
    printLine(libraryMessages.draft.dropped(reason, safeText(text)));
  printLine();
}
