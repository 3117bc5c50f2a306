import { type Command, InvalidArgumentError } from 'commander';
import {
  type Code,
  codeIdSchema,
  codingIdSchema,
  type Quote,
  type VideoId,
  videoIdSchema,
} from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { codeMessages } from '../../messages/codes.ts';
import { commonMessages } from '../../messages/common.ts';
import { videoPlace } from '../../options/videoPlace.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { formatTime, printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';
import { addCodeFigures } from './codeFigures.ts';
import { addCodeFiles } from './codeFiles.ts';
import { addCodeMeasures } from './codeMeasures.ts';

interface CodeOptions {
  name?: string;
  parent?: string;
  top?: boolean;
  colour?: string;
  memo?: string;
}

interface Span {
  videoId: VideoId;
  startMs: number;
  endMs: number;
}

/** `codes [list]|add|edit|remove` the codebook; `codes apply|unapply|quotes` spans; files in codeFiles.ts. */
export const addCodeCommands: AddCommands = (program, globals) => {
  const codes = program.command('codes').description(codeMessages.codes);
  addCodebook(codes, globals);
  codes
    .command('apply')
    .description(codeMessages.apply)
    .argument('<video@seconds-seconds>', codeMessages.at, spanOf)
    .argument('<code>', codeMessages.code)
    .option('--coder <name>', codeMessages.coder)
    .action((span: Span, code: string, { coder }: { coder?: string }) =>
      withSession(globals(), async ({ client, json }) => {
        const codeId = codeIdSchema.parse(code);
        const quote = await client.codes.apply({ ...span, codeId, coder });
        if (json) printJson(quote);
        else printQuote(quote);
      }),
    );
  codes
    .command('unapply')
    .description(codeMessages.unapply)
    .argument('<span>', codeMessages.coding)
    .action((id: string) =>
      withSession(globals(), async ({ client, json }) => {
        const quote = await client.codes.unapply({ codingId: codingIdSchema.parse(id) });
        if (json) printJson(quote);
        else printLine(codeMessages.unapplied);
      }),
    );
  codes
    .command('quotes')
    .description(codeMessages.quotes)
    .argument('[code]', codeMessages.code)
    .option('--video <video>', codeMessages.ofVideo)
    .option('--coder <name>', codeMessages.coder)
    .option('--limit <n>', commonMessages.limit, wholeNumber, 1_000)
    .action(
      (code: string | undefined, options: { video?: string; coder?: string; limit: number }) =>
        withSession(globals(), async ({ client, json }) => {
          const { video, coder, limit } = options;
          const found = await client.codes.quotes({
            ...{ coder, limit, codeId: code === undefined ? undefined : codeIdSchema.parse(code) },
            videoId: video === undefined ? undefined : videoIdSchema.parse(video),
          });
          if (json) return printJson(found);
          for (const quote of found.quotes) printQuote(quote);
          const more = found.total - found.quotes.length;
          if (more > 0) printLine(codeMessages.more(more));
          if (found.total === 0) printLine(codeMessages.noQuotes);
        }),
    );
  addCodeFigures(codes, globals);
  addCodeMeasures(codes, globals);
  addCodeFiles(codes, globals);
};

function addCodebook(codes: Command, globals: Parameters<AddCommands>[1]): void {
  codes
    .command('list', { isDefault: true })
    .description(codeMessages.list)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const book = await client.codes.list();
        if (json) return printJson(book);
        if (book.codes.length === 0) printLine(codeMessages.none);
        for (const code of book.codes) printCode(code, depthOf(code, book.codes));
      }),
    );
  codes
    .command('add')
    .description(codeMessages.add)
    .argument('<name>', codeMessages.name)
    .option('--parent <code>', codeMessages.parent)
    .option('--colour <colour>', codeMessages.colour)
    .option('--memo <text>', codeMessages.memo)
    .action((name: string, { parent, colour, memo }: CodeOptions) =>
      withSession(globals(), async ({ client, json }) => {
        const parentId = parent === undefined ? undefined : codeIdSchema.parse(parent);
        const code = await client.codes.add({ name, colour, memo, parentId });
        if (json) printJson(code);
        else printCode(code, 0);
      }),
    );
  codes
    .command('edit')
    .description(codeMessages.edit)
    .argument('<code>', codeMessages.code)
    .option('--name <name>', codeMessages.name)
    .option('--parent <code>', codeMessages.parent)
    .option('--top', codeMessages.top)
    .option('--colour <colour>', codeMessages.colour)
    .option('--memo <text>', codeMessages.memo)
    .action((given: string, { parent, top, ...change }: CodeOptions) =>
      withSession(globals(), async ({ client, json }) => {
        const moved = parent === undefined ? undefined : codeIdSchema.parse(parent);
        const code = await client.codes.edit({
          ...{ ...change, codeId: codeIdSchema.parse(given) },
          parentId: top === true ? null : moved,
        });
        if (json) printJson(code);
        else printCode(code, 0);
      }),
    );
  codes
    .command('remove')
    .description(codeMessages.remove)
    .argument('<code>', codeMessages.code)
    .action((given: string) =>
      withSession(globals(), async ({ client, json }) => {
        const code = await client.codes.remove({ codeId: codeIdSchema.parse(given) });
        if (json) printJson(code);
        else printLine(codeMessages.removed(code.quotes));
      }),
    );
}

/** How many codes stand above it; a ring, which only another program can make, ends. */
function depthOf(code: Code, all: readonly Code[]): number {
  const seen = new Set([code.id]);
  for (let at: Code | undefined = code; at?.parentId !== undefined; ) {
    const { parentId }: Code = at;
    if (seen.has(parentId)) break;
    at = all.find(({ id }) => id === parentId);
    if (at !== undefined) seen.add(at.id);
  }
  return seen.size - 1;
}

function printCode({ id, name, colour, quotes, memo }: Code, depth: number): void {
  const indent = '  '.repeat(depth);
  printLine(`${id}  ${`${quotes}`.padStart(5)}  ${safeText(colour)}  ${indent}${safeText(name)}`);
  if (memo !== '') printLine(`    ${indent}${safeText(memo)}`);
}

function printQuote({ id, code, title, startMs, endMs, coder, said }: Quote): void {
  const by = coder === '' ? '' : ` (${safeText(coder)})`;
  const span = `${formatTime(startMs)}–${formatTime(endMs)}`;
  printLine(`${id}  ${safeText(code)}${by}  ${span}  ${safeText(title)}`);
  if (said !== '') printLine(`    ${safeText(said)}`);
}

function spanOf(given: string): Span {
  const place = videoPlace(given);
  if (place?.endMs === undefined) throw new InvalidArgumentError(codeMessages.expected);
  return { ...place, endMs: place.endMs };
}
