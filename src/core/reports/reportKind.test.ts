import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  jobIdSchema,
  type ReportRequest,
  reportIdSchema,
  reportRequestSchema,
} from '../../contract/index.ts';
import { createScheduleTasks } from '../api/index.ts';
import { silentLogger } from '../base/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../db/testing/temporaryLibrary.ts';
import { scriptedModel } from '../drafts/testing/scriptedModel.ts';
import { createJobQueue, createSchedules, type JobQueue } from '../jobs/index.ts';
import { setSchedule } from '../jobs/schedules/scheduleRepository.ts';
import { testKind } from '../jobs/testing/testQueue.ts';
import { removeVideo } from '../library/index.ts';
import { enqueueReport } from './enqueueReport.ts';
import { createReportKind } from './reportKind.ts';
import { getReport, listReports, removeReport, resolveReportId } from './store/reportRepository.ts';
import { getScheduledRequest, setScheduledRequest } from './store/scheduledRequest.ts';
import { fillReportLibrary } from './testing/reportLibrary.ts';

let opened: TemporaryLibrary;
let queue: JobQueue;
let kind: ReturnType<typeof createReportKind>;
let endMs: number;
beforeEach(async () => {
  opened = await temporaryLibrary();
  const { library } = opened;
  ({ endMs } = fillReportLibrary(library));
  kind = createReportKind({ library, languageModel: scriptedModel(() => '') });
  const { clock } = library;
  queue = createJobQueue({ library, clock, logger: silentLogger, kinds: [kind] });
  queue.start();
});
afterEach(async () => {
  await queue.dispose();
  await opened.remove();
});

async function make(given: Partial<ReportRequest>) {
  const request = reportRequestSchema.parse({ asOfMs: endMs, windowDays: 28, ...given });
  const jobId = enqueueReport({ queue, kind }, request);
  const job = await queue.finished(jobId);
  return { job, id: reportIdSchema.parse(jobId) };
}

test('a job makes a report of its id, which stays as it was when a video is removed', async () => {
  const { job, id } = await make({ kind: 'topic', subjects: [{ kind: 'topic', name: 'running' }] });
  expect(job).toMatchObject({ state: 'done', label: 'Report: topic, running' });
  const { library } = opened;
  const before = getReport(library, id);
  expect(before).toMatchObject({ title: 'Topic: running, 30 Jun 2026', isScheduled: false });
  expect(before.absent.map(({ reason }) => reason)).toContain('no-chat-training');
  const cited = before.sections
    .flatMap(({ sentences }) => sentences.flatMap(({ citations }) => citations))
    .find((citation) => citation.kind === 'snapshot');
  if (cited?.kind !== 'snapshot') throw new Error('nothing is cited');
  await removeVideo(library, cited.videoId);
  const after = getReport(library, id);
  expect(JSON.stringify(after)).toContain(JSON.stringify({ ...cited, isGone: true }));
  const unmarked = JSON.stringify(after).replaceAll(',"isGone":true', '');
  expect(JSON.parse(unmarked)).toEqual(before);
});

test('a report is found by the beginning of its id, and removed', async () => {
  const { id } = await make({ withModel: false });
  const { library } = opened;
  expect(listReports(library, 10)).toMatchObject([
    { id, kind: 'weekly', title: '28 days to 30 Jun 2026' },
  ]);
  expect(resolveReportId(library, id.slice(0, 6))).toBe(id);
  removeReport(library, id);
  expect(listReports(library, 10)).toEqual([]);
  expect(() => getReport(library, id)).toThrow(
    expect.objectContaining({ code: 'report.notFound' }),
  );
  expect(() => removeReport(library, id)).toThrow('not found');
});

test('a kind with the wrong subjects, and a name that nobody has, make none', async () => {
  const subjects = [{ kind: 'channel', name: 'Channel 1' }] as const;
  await expect(make({ kind: 'weekly', subjects: [...subjects] })).rejects.toMatchObject({
    code: 'report.subject',
  });
  await expect(make({ kind: 'comparison', subjects: [...subjects] })).rejects.toMatchObject({
    code: 'report.subject',
  });
  const { job } = await make({ kind: 'channel', subjects: [{ kind: 'channel', name: 'Nobody' }] });
  expect(job).toMatchObject({ state: 'failed', error: { code: 'report.subjectNotFound' } });
  expect(listReports(opened.library, 10)).toEqual([]);
});

test('a damaged report is told as such', async () => {
  const { id } = await make({ withModel: false });
  opened.library.db.$client.exec(`UPDATE reports SET content = '{"version":1}'`);
  expect(() => getReport(opened.library, id)).toThrow(
    expect.objectContaining({ code: 'library.corrupt' }),
  );
});

test('a topic by schedule is the same one under its next name', () => {
  const { library } = opened;
  const subjects = [{ kind: 'topic', name: 'running' }] as const;
  setScheduledRequest(library, reportRequestSchema.parse({ kind: 'topic', subjects }));
  library.db.$client.exec("UPDATE topics SET label = 'trail runs' WHERE label = 'running'");
  expect(getScheduledRequest(library).subjects).toEqual([{ kind: 'topic', name: 'trail runs' }]);
  library.db.$client.exec("UPDATE topics SET label = 'trail runs'");
  expect(getScheduledRequest(library).subjects).toEqual([{ kind: 'topic', name: 'topic-b' }]);
});

test('the schedule makes the report that was chosen for it', async () => {
  const { library } = opened;
  expect(getScheduledRequest(library)).toMatchObject({ kind: 'weekly', windowDays: 7 });
  const product = { kind: 'product', name: 'Stand mixer' } as const;
  setScheduledRequest(
    library,
    reportRequestSchema.parse({ kind: 'product', subjects: [product], windowDays: 28, asOfMs: 1 }),
  );
  const other = testKind<object>({ work: () => undefined });
  const schedules = createSchedules({
    ...{ library, queue, logger: silentLogger },
    clock: library.clock,
    tasks: createScheduleTasks({
      ...{ library, queue },
      kinds: {
        ...{ sync: other, backup: other, verify: other, reindex: other },
        ...{ checkEndpoints: other, observe: other, report: kind },
      },
      isSharing: () => false,
      hasServers: async () => false,
      isObserveDue: async () => false,
      isReindexDue: async () => false,
    }),
  });
  // Due every minute, and not looked at for two.
  const seenUntilMs = Date.now() - 120_000;
  setSchedule(library, 'report', { cron: '* * * * *', enabled: true, seenUntilMs });
  schedules.start();
  await expect.poll(() => listReports(library, 10).length).toBe(1);
  schedules.dispose();
  const [{ id } = { id: reportIdSchema.parse('none') }] = listReports(library, 10);
  await queue.finished(jobIdSchema.parse(id));
  const report = getReport(library, id);
  // As of its own time, whatever was looked at when it was chosen.
  expect(report).toMatchObject({ kind: 'product', isScheduled: true, windowDays: 28 });
  expect(report.asOfMs).toBeGreaterThan(endMs);
  const [run] = schedules.list().find(({ kind: each }) => each === 'report')?.runs ?? [];
  expect(run).toMatchObject({ state: 'done', summary: `${report.title} is ready.` });
});
