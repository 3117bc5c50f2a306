import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Demuxer } from 'node-av';
import { describe, expect, it } from 'vitest';
import { clips } from '../scripts/samples/clips/index.ts';
import { metadataOf } from '../scripts/samples/metadataOf.ts';
import { readSamples, samplesFolder } from './support/samples.ts';

const names = readdirSync(samplesFolder);
const { truth, metadata } = readSamples();
const files = Object.keys(truth.files);

/** Words by their first five letters, a crude stem: "saving" and "saved" differ, "plan" is safe. */
function stems(text: string): Set<string> {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return new Set(words.map((word) => word.replace(/(ing|ed|es|s)$/, '').slice(0, 5)));
}

describe('resources/samples', () => {
  it('holds the clips that truth and metadata name, and nothing else', () => {
    const sidecars = files
      .filter((file) => truth.files[file]?.sidecar)
      .map((file) => file.replace('.mp4', '.srt'));
    expect(files).toHaveLength(12);
    expect(names.toSorted()).toEqual(
      [...files, ...sidecars, 'trendroom.json', 'truth.json'].toSorted(),
    );
    expect(Object.keys(metadata.videos)).toEqual(files);
  });

  it('stays under 8 MB together', () => {
    const sizes = names.map((name) => statSync(join(samplesFolder, name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(8_000_000);
  });

  it.each(files)('%s is the clip that the truth describes', async (file) => {
    const path = join(samplesFolder, file);
    const wanted = truth.files[file];
    await using media = await Demuxer.open(path);
    const video = media.video()?.codecpar;
    const audio = media.audio()?.codecpar;
    const bytes = readFileSync(path);
    expect({
      size: [video?.width, video?.height],
      sampleRate: audio?.sampleRate,
      durationMs: Math.round(media.duration * 1000),
      indexFirst: bytes.indexOf('moov') < bytes.indexOf('mdat'),
    }).toEqual({
      size: [wanted?.width, wanted?.height],
      sampleRate: 22_050,
      durationMs: wanted?.durationMs,
      indexFirst: true,
    });
    expect(wanted?.durationMs).toBeGreaterThanOrEqual(8000);
    expect(wanted?.durationMs).toBeLessThanOrEqual(20_000);
  });

  it('is what the clip definitions say', () => {
    expect(metadata.videos).toEqual(
      Object.fromEntries(clips.map((clip) => [clip.file, metadataOf(clip)])),
    );
    for (const clip of clips) {
      const found = truth.files[clip.file];
      expect(found?.spoken).toBe(clip.shots.flatMap((shot) => shot.say ?? []).join(' '));
      expect(found?.cutsMs).toHaveLength(clip.shots.length - 1);
      for (const shot of clip.shots) {
        expect(found?.onScreen.map(({ text }) => text)).toContain(shot.title);
      }
    }
  });

  it('grows its audiences: numbers never fall from one snapshot to the next', () => {
    for (const { publishedAt, metrics } of Object.values(metadata.videos)) {
      expect(metrics.length).toBeGreaterThanOrEqual(4);
      for (const [i, now] of metrics.entries()) {
        const before = metrics[i - 1] ?? { observedAt: publishedAt, views: 0, likes: 0, saves: 0 };
        expect(now.observedAt > before.observedAt).toBe(true);
        expect(now.views).toBeGreaterThanOrEqual(before.views);
        expect(now.likes).toBeGreaterThanOrEqual(before.likes);
        expect(now.saves).toBeGreaterThanOrEqual(before.saves);
      }
    }
  });

  it.each(truth.queries)('"$query" shares no word with what $file says and shows', (query) => {
    const clip = truth.files[query.file];
    const texts = [clip?.spoken, ...(clip?.onScreen ?? []).map(({ text }) => text)];
    const all = [...texts, metadata.videos[query.file]?.title].join(' ');
    expect([...stems(query.query)].filter((stem) => stems(all).has(stem))).toEqual([]);
    expect(query.endMs).toBeLessThanOrEqual(clip?.durationMs ?? 0);
  });
});
