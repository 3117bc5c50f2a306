import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modelsFolder } from '../../src/cli/folders.ts';
import type { VerifyReport, VideoDetail, VideoSummary } from '../../src/contract/index.ts';
import { killAtStage, stagesOf } from '../support/killAtStage.ts';
import { samplesFolder } from '../support/samples.ts';
import { mountSmallDisk } from '../support/smallDisk.ts';
import { Terminal } from '../support/terminal.ts';

/** With the real models, so that every stage does its real work. */
const clip = join(samplesFolder, 'lunch-money-friday.mp4');
const stageNames = [
  'fingerprint',
  'probe',
  'store',
  'frames',
  'sound',
  'transcript',
  'screenText',
  'seeing',
  'hook',
  'chunks',
  'embeddings',
  'tidy',
];

interface Line {
  status: string;
  videoId?: string;
  error?: { code: string };
}

/** What must be the same however often the work was interrupted. */
async function resultOf(terminal: Terminal): Promise<Partial<VideoDetail>> {
  const { videos } = await terminal.json<{ videos: VideoSummary[] }>('list');
  expect(videos).toHaveLength(1);
  const video = await terminal.json<VideoDetail>('show', videos[0]?.id ?? '');
  const { transcript, shots, onScreenText, hook, durationMs, metrics, title } = video;
  return { transcript, shots, onScreenText, hook, durationMs, metrics, title };
}

test('kill -9 in every stage: the next run goes on there, and the result is the same', async () => {
  const undisturbed = await Terminal.open({ models: modelsFolder() });
  const killed = await Terminal.open({ models: modelsFolder() });
  try {
    expect((await undisturbed.run('--json', 'ingest', clip)).exitCode).toBe(0);
    expect(stagesOf(undisturbed.library).map(({ name }) => name)).toEqual(stageNames);
    // The library exists before the first kill, so that its stages can be watched.
    await killed.run('list');
    let kills = 0;
    for (const stage of stageNames) {
      const before = stagesOf(killed.library).filter(({ state }) => state === 'done');
      // The last stages take milliseconds: a kill may come when the job is done.
      if (before.length === stageNames.length) break;
      if ((await killAtStage(killed, clip, stage)) === 'killed') kills += 1;
      const after = stagesOf(killed.library);
      // What was done before is not done again.
      expect(after.filter(({ name }) => before.some((row) => row.name === name))).toEqual(before);
      expect((await killed.json<VerifyReport>('verify')).ok).toBe(true);
    }
    expect(kills).toBeGreaterThanOrEqual(stageNames.length - 2);
    const { lines } = await killed.run('--json', 'ingest', clip);
    expect(lines).toMatchObject([{ status: expect.stringMatching(/done|duplicate/) }]);
    expect(await resultOf(killed)).toEqual(await resultOf(undisturbed));
    expect((await killed.json<VerifyReport>('verify')).problems).toEqual([]);
  } finally {
    await undisturbed.close();
    await killed.close();
  }
});

test('a full disk in every stage: a clear error, and with space the job goes on', async (context) => {
  const disk = await mountSmallDisk(40_000_000);
  if (typeof disk === 'string') return context.skip(disk);
  const terminal = await Terminal.open({ models: modelsFolder(), library: join(disk.folder, 'l') });
  try {
    await mkdir(terminal.library, { recursive: true });
    await terminal.run('list');
    for (const stage of stageNames) {
      await killAtStage(terminal, clip, stage);
      await disk.fill(0);
      const { exitCode, lines } = await terminal.run('--json', 'ingest', clip);
      const [line] = lines as Line[];
      // A stage that needs no space may succeed; whatever fails says why.
      if (exitCode === 0) expect(line?.status).toMatch(/done|duplicate/);
      else expect({ stage, error: line?.error }).toMatchObject({ error: { code: 'disk.full' } });
      await disk.free();
      expect((await terminal.json<VerifyReport>('verify')).problems).toEqual([]);
    }
    const { lines } = await terminal.run('--json', 'ingest', clip);
    expect(lines).toMatchObject([{ status: expect.stringMatching(/done|duplicate/) }]);
    expect((await resultOf(terminal)).transcript?.length).toBeGreaterThan(0);
  } finally {
    await terminal.close();
    await disk.remove();
  }
});
