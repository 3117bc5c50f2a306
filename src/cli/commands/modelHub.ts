import type { Command } from 'commander';
import type { HubFile, HubModel, HubRepository, RecommendedModel } from '../../contract/index.ts';
import { modelHubMessages as texts } from '../messages/modelHub.ts';
import { systemMessages } from '../messages/system.ts';
import { wholeNumber } from '../options/wholeNumber.ts';
import { formatBytes, printJson, printLine, safeText } from '../output.ts';
import { type GlobalOptions, type Session, withSession } from '../session.ts';
import { followInstall, printInstalled } from './installModels.ts';
import { chooseModel } from './modelImports.ts';

interface DownloadOptions {
  acceptLicenses?: boolean;
  use?: boolean;
}

/** `models search WORDS`, `files REPO`, `download REPO FILE`, `recommend`. */
export function addHubCommands(models: Command, globals: () => GlobalOptions): void {
  models
    .command('search')
    .description(texts.search)
    .argument('<words...>', texts.words)
    .option('--limit <n>', texts.limit, wholeNumber)
    .action((words: string[], { limit }: { limit?: number }) =>
      withSession(globals(), (session) => search(session, words.join(' '), limit)),
    );
  models
    .command('files')
    .description(texts.files)
    .argument('<repository>', texts.repository)
    .action((repository: string) =>
      withSession(globals(), (session) => listFiles(session, repository)),
    );
  models
    .command('download')
    .description(texts.download)
    .argument('<repository>', texts.repository)
    .argument('<file>', texts.file)
    .option('--use', systemMessages.models.useNow)
    .option('--accept-licenses', systemMessages.models.accept)
    .action((repository: string, path: string, options: DownloadOptions) =>
      withSession(globals(), (session) => download(session, { repository, path }, options)),
    );
  models
    .command('recommend')
    .description(texts.recommend)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.models.recommended();
        if (json) return printJson(result);
        let shown: number | undefined;
        for (const model of [...result.models].sort((a, b) => a.memoryGib - b.memoryGib)) {
          if (model.memoryGib !== shown) printLine(texts.memory(model.memoryGib));
          shown = model.memoryGib;
          printRecommended(model);
        }
        printLine(texts.madeOn(result.madeOn));
      }),
    );
}

async function search(
  { client, json, status }: Session,
  words: string,
  limit: number | undefined,
): Promise<void> {
  status.show(texts.asking((await client.models.hub()).host));
  const result = await client.models.search({ words, ...(limit !== undefined && { limit }) });
  status.clear();
  if (json) return printJson(result);
  for (const repository of result.repositories) printRepository(repository);
  printLine(result.repositories.length === 0 ? texts.noRepositories(result.host) : texts.filesNext);
}

async function listFiles({ client, json }: Session, given: string): Promise<void> {
  const result = await client.models.files({ repository: given });
  if (json) return printJson(result);
  const { repository } = result.repository;
  printRepository(result.repository);
  for (const file of result.files) printFile(file);
  if (result.files.length === 0) return printLine(texts.noFiles(repository));
  printLine(texts.free(formatBytes(result.freeBytes)));
  printLine(texts.downloadNext(repository));
}

async function download(
  session: Session,
  place: { repository: string; path: string },
  { acceptLicenses = false, use = false }: DownloadOptions,
): Promise<void> {
  const { client, json, status } = session;
  status.show(texts.asking((await client.models.hub()).host));
  const found = await client.models.inspect(place);
  status.clear();
  if (!json) printFound(found);
  const model = await followInstall(session, async () => {
    const queued = await client.models.download({ ...place, acceptLicences: acceptLicenses });
    return { model: queued.model, jobs: queued.job === undefined ? [] : [queued.job] };
  });
  if (model === undefined) return;
  printInstalled(session, model);
  if (use) await chooseModel(session, model.id);
  else if (!json && model.task === 'generate' && !model.inUse) {
    printLine(systemMessages.models.chooseNext(safeText(model.id)));
  }
}

function printRepository(found: HubRepository): void {
  const { repository, downloads, licence, gated, changedAtMs } = found;
  const words = [
    texts.downloads(downloads.toLocaleString('en')),
    licence ?? texts.noLicence,
    ...(changedAtMs === undefined ? [] : [new Date(changedAtMs).toISOString().slice(0, 10)]),
    ...(gated ? [texts.gated] : []),
  ];
  printLine(`${safeText(repository).padEnd(56)}  ${safeText(words.join(', '))}`);
}

function printFile({ path, sizeBytes, quantization = '', fit, problem }: HubFile): void {
  const state = problem === undefined ? texts.fits[fit.state] : '';
  printLine(
    `  ${safeText(path).padEnd(56)}  ${formatBytes(sizeBytes).padStart(8)}  ${quantization.padEnd(10)}  ${state}`,
  );
  if (problem !== undefined) printLine(`    ${safeText(problem)}`);
}

/** What the file is, before anything of it is downloaded but its header. */
function printFound(found: HubModel): void {
  const { name, task, facts, contextTokens, base, licence, problem, sizeBytes } = found;
  const words = [
    ...[task, facts.architecture, facts.quantization],
    ...(contextTokens === undefined ? [] : [texts.context(contextTokens.toLocaleString('en'))]),
    ...(task === 'generate' ? [base ? texts.base : texts.instruct] : []),
    texts.licence(licence ?? texts.noLicence),
  ].filter((word) => word !== undefined);
  printLine(safeText(`${name}: ${words.join(', ')}`));
  if (problem !== undefined) return;
  const { fit, freeBytes } = found;
  printLine(
    texts.diskAndMemory(formatBytes(sizeBytes), formatBytes(freeBytes), safeText(fit.reason)),
  );
}

function printRecommended(model: RecommendedModel): void {
  const { name, task, sizeBytes, licence, note, fit, hub } = model;
  const state =
    model.model?.state === 'installed'
      ? model.model.inUse
        ? texts.inUse
        : texts.installed
      : texts.fits[fit.state];
  printLine(
    `  ${name.padEnd(42)}  ${task.padEnd(10)}  ${formatBytes(sizeBytes).padStart(8)}  ${state.padEnd(9)}  ${licence}`,
  );
  printLine(`    ${note}`);
  if (model.model?.state === 'installed') return;
  if (hub !== undefined) printLine(`    ${texts.downloadCommand(hub.repository, hub.path)}`);
  else if (model.model !== undefined) printLine(`    ${texts.installCommand(model.model.id)}`);
}
