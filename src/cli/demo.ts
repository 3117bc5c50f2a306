import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { ModelSummary } from '../contract/index.ts';
import { programRoot } from '../core/base/index.ts';
import { draft } from './commands/draft.ts';
import { installModels } from './commands/installModels.ts';
import { ingest } from './commands/library/ingest.ts';
import { printHit } from './commands/library/search.ts';
import { systemMessages } from './messages/system.ts';
import { exitCodes, formatTime, printError, printLine, safeText, toErrorDto } from './output.ts';
import { type Session, withSession } from './session.ts';

/**
 * `npm run demo`: the main job on four sample clips in a temporary library, printed for a person.
 * Everything shown is computed by this run; the library is removed at the end. `-- --offline`
 * uses the models that are installed and no network.
 */
const folder = join(programRoot, 'resources', 'samples');
/** Enough of the samples for a search and drafts; all twelve take four minutes. */
const samples = [
  'lunch-money-friday',
  'grocery-envelope',
  'cancel-four-apps',
  'crispy-fries-again',
].map((name) => join(folder, `${name}.mp4`));
const meaningQuery = 'saving cash';
const topic = 'saving money on food';
const isOffline = process.argv.includes('--offline');

const library = await mkdtemp(join(tmpdir(), 'trendroom-demo-'));
try {
  process.exitCode = await withSession({ library, offline: isOffline }, demo);
} catch (error) {
  printError(toErrorDto(error), false);
  process.exitCode = exitCodes.failed;
} finally {
  await rm(library, { recursive: true, force: true });
}

async function demo(session: Session): Promise<number> {
  heading(systemMessages.demo.models);
  if (!(await installDemoModels(session))) return exitCodes.failed;

  heading(systemMessages.demo.ingest);
  const startedAt = Date.now();
  const failed = await ingest(session, samples);
  printLine(systemMessages.demo.took(((Date.now() - startedAt) / 1000).toFixed(0)));

  heading(systemMessages.demo.transcript);
  const hits = await search(session, meaningQuery);
  const first = hits[0];
  if (first === undefined) return exitCodes.failed;
  await showTranscript(session, first.videoId);

  heading(systemMessages.demo.search(meaningQuery));
  for (const hit of hits) printHit(hit);
  printLine(sharedWords(meaningQuery, first.snippet));

  heading(systemMessages.demo.drafts(topic));
  const { drafts } = await draft(session, { topic, count: 4 });

  heading(systemMessages.demo.done);
  printLine(systemMessages.demo.next);
  return failed === 0 && drafts.length > 0 ? exitCodes.done : exitCodes.failed;
}

function heading(text: string): void {
  printLine(`\n${text}\n${'─'.repeat(text.length)}`);
}

/**
 * The starter models and, with a network, the one that follows instructions, which writes the
 * drafts. Shows each licence; asks when there is somebody to ask. False when the user declines.
 */
async function installDemoModels(session: Session): Promise<boolean> {
  const { models } = await session.client.models.list();
  const wanted = models.filter((model) => model.starter || (model.writing && !isOffline));
  const open = wanted.filter((model) => model.licence.acceptedAtMs === undefined);
  for (const model of open) printLine(`${model.name}: ${model.licence.name}, ${model.licence.url}`);
  if (open.length > 0 && !(await acceptLicences(open))) return false;
  await installModels(session, 'starter', true);
  if (!isOffline) await installModels(session, 'writing', true);
  return true;
}

async function acceptLicences(models: ModelSummary[]): Promise<boolean> {
  if (!process.stdin.isTTY) {
    printLine(systemMessages.demo.notInteractive);
    return true;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const question = systemMessages.demo.accept(models.length);
  const answer = await terminal.question(question);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

async function search({ client, signal }: Session, query: string) {
  const { hits } = await client.search.query({ query, limit: 3 }, { signal });
  return hits;
}

async function showTranscript({ client }: Session, videoId: string): Promise<void> {
  const { videos } = await client.videos.list({});
  const summary = videos.find((video) => video.id === videoId);
  if (summary === undefined) return;
  const video = await client.videos.get({ videoId: summary.id });
  printLine(systemMessages.demo.video(safeText(video.title), video.shots.length));
  for (const { words } of video.transcript) {
    printLine(words.map((word) => `${formatTime(word.startMs)} ${safeText(word.text)}`).join('  '));
  }
  for (const text of video.onScreenText) {
    printLine(systemMessages.demo.onScreen(formatTime(text.startMs), safeText(text.text)));
  }
}

/** Says, by looking, whether the hit could have been found by its words. */
function sharedWords(query: string, snippet: string): string {
  const wordsOf = (text: string): Set<string> =>
    new Set(text.toLowerCase().match(/\p{L}+/gu) ?? []);
  const inSnippet = wordsOf(snippet);
  const shared = [...wordsOf(query)].filter((word) => inSnippet.has(word));
  return shared.length === 0 ? systemMessages.demo.byMeaning : systemMessages.demo.byWords(shared);
}
