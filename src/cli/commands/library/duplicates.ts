import type { DuplicateGroup } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { followJobs, jobStatus, requireDone } from '../../followJobs.ts';
import { commonMessages } from '../../messages/common.ts';
import { likenessMessages } from '../../messages/likeness.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { formatTime, printJson, printLine, safeText } from '../../output.ts';
import { type Session, withSession } from '../../session.ts';

const texts = likenessMessages.duplicates;

/** `duplicates [list]`, `duplicates find`. */
export const addDuplicatesCommands: AddCommands = (program, globals) => {
  const duplicates = program.command('duplicates').description(texts.duplicates);
  duplicates
    .command('list', { isDefault: true })
    .description(texts.list)
    .option('--limit <n>', commonMessages.limit, wholeNumber, 100)
    .action(({ limit }: { limit: number }) =>
      withSession(globals(), (session) => list(session, limit)),
    );
  duplicates
    .command('find')
    .description(texts.find)
    .option('--limit <n>', commonMessages.limit, wholeNumber, 100)
    .action(({ limit }: { limit: number }) =>
      withSession(globals(), async (session) => {
        const { client, status } = session;
        const enqueue = async () => [await client.duplicates.find()];
        requireDone(await followJobs(session, enqueue, (job) => status.show(jobStatus(job))));
        status.clear();
        await list(session, limit);
      }),
    );
};

async function list({ client, json, signal }: Session, limit: number): Promise<void> {
  const found = await client.duplicates.list({ limit }, { signal });
  if (json) return printJson(found);
  for (const group of found.groups) printGroup(group);
  const { madeAtMs, compared, withoutPrints } = found.basis;
  if (madeAtMs === undefined) return printLine(texts.notFoundYet);
  printLine(texts.basis(found.total, compared));
  if (withoutPrints > 0) printLine(texts.withoutPrints(withoutPrints));
}

function printGroup({ id, videos, likeness, by, original }: DuplicateGroup): void {
  printLine(texts.group(id, videos.length, Math.round(likeness * 100), by));
  for (const video of videos) {
    const facts = [
      video.publishedAtMs === undefined
        ? texts.undated
        : new Date(video.publishedAtMs).toISOString().slice(0, 10),
      video.durationMs > 0 ? formatTime(video.durationMs) : undefined,
      video.platform === undefined ? undefined : safeText(video.platform),
      video.channel === undefined ? undefined : safeText(video.channel),
      video.videoId === original ? texts.first : undefined,
    ];
    printLine(`    ${video.videoId}  ${safeText(video.title)}`);
    printLine(`        ${facts.filter((fact) => fact !== undefined).join(' · ')}`);
  }
}
