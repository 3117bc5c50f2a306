import { type LinkTool, type Observation, videoIdSchema } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { libraryMessages } from '../../messages/library.ts';
import { exitCodes, printJson, printLine, safeText } from '../../output.ts';
import { type Session, withSession } from '../../session.ts';

/** `links tool|install`, `observe [VIDEO...]`. */
export const addLinksCommands: AddCommands = (program, globals, setExitCode) => {
  const links = program.command('links').description(libraryMessages.links.links);
  links
    .command('tool')
    .description(libraryMessages.links.status)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const tool = await client.links.tool();
        if (tool.source === 'missing') setExitCode(exitCodes.failed);
        printTool(tool, json);
      }),
    );
  links
    .command('install')
    .description(libraryMessages.links.install)
    .action(() =>
      withSession(globals(), async ({ client, json, status, signal }) => {
        status.show(libraryMessages.links.installing);
        const tool = await client.links.installTool(undefined, { signal });
        status.clear();
        printTool(tool, json);
      }),
    );
  program
    .command('observe')
    .description(libraryMessages.links.observe)
    .argument('[video...]', libraryMessages.links.videoIds)
    .option('--all', libraryMessages.links.all, false)
    .action(async (ids: string[], { all }: { all: boolean }) => {
      const failed = await withSession(globals(), (session) => observe(session, ids, all));
      if (failed > 0) setExitCode(exitCodes.failed);
    });
};

/** Returns how many failed. */
async function observe(
  { client, json, signal }: Session,
  ids: string[],
  all: boolean,
): Promise<number> {
  let failed = 0;
  let seen = 0;
  const videoIds = ids.map((id) => videoIdSchema.parse(id));
  for await (const item of await client.videos.observe({ videoIds, all }, { signal })) {
    seen += 1;
    if (item.status === 'failed') failed += 1;
    if (json) printJson(item);
    else printObservation(item);
  }
  if (seen === 0 && !json) printLine(libraryMessages.links.noneDue);
  return failed;
}

function printObservation({ status, videoId, title, views, error }: Observation): void {
  const counted = views === undefined ? '' : libraryMessages.links.views(views);
  printLine(`${status.padEnd(9)} ${videoId}  ${safeText(title)}${counted}`);
  if (error === undefined) return;
  printLine(`          ${safeText(error.message)} (${error.code})`);
  printLine(`          ${error.hint}`);
}

function printTool(tool: LinkTool, json: boolean): void {
  if (json) printJson(tool);
  else for (const line of toolLines(tool)) printLine(line);
}

function toolLines(tool: LinkTool): string[] {
  if (tool.source === 'missing') {
    return [libraryMessages.links.notInstalled];
  }
  const where =
    tool.source === 'app' ? libraryMessages.links.managed : libraryMessages.links.onPath;
  const advice = tool.old ? [libraryMessages.links.old] : [];
  return [libraryMessages.links.version(tool.version ?? '', where), ...advice];
}
