import {
  type CaptionStyle,
  defaultCaptionStyle,
  type ExportFormat,
  type SegmentDto,
  type VideoDetail,
} from '../../contract/index.ts';
import { csvCell, fileStem } from '../base/index.ts';
import { type Cue, captionCues, videoLink } from '../library/index.ts';

export interface TranscriptFile {
  fileName: string;
  text: string;
  /** Of captions: how many there are, and how many are faster than they can be read. */
  captions?: { count: number; tooFast: number };
}

/**
 * A video's transcript as the text of a file. Formats: SubRip, WebVTT with the times of its words
 * (https://www.w3.org/TR/webvtt1/), plain text, Markdown (CommonMark) whose times lead there, the whole video as
 * JSON, and RFC 4180 CSV.
 * Transcript text is hostile: it can neither end a cue, nor be markup, nor be a formula.
 */
export function exportTranscript(
  video: VideoDetail,
  format: ExportFormat,
  style: CaptionStyle = defaultCaptionStyle,
): TranscriptFile {
  const fileName = `${fileStem(video.title) ?? video.id}.${format}`;
  if (format !== 'srt' && format !== 'vtt') return { fileName, text: render(video, format) };
  const cues = captionCues(video.transcript, style);
  const tooFast = cues.filter(({ isTooFast }) => isTooFast).length;
  const text = format === 'srt' ? srt(cues) : vtt(cues);
  return { fileName, text, captions: { count: cues.length, tooFast } };
}

function render(video: VideoDetail, format: Exclude<ExportFormat, 'srt' | 'vtt'>): string {
  switch (format) {
    case 'txt':
      return video.transcript.map((cue) => `${oneLine(cue.text)}\n`).join('');
    case 'md':
      return markdown(video);
    case 'json':
      return `${JSON.stringify(video, null, 2)}\n`;
    case 'csv':
      return ['start_ms,end_ms,text', ...video.transcript.map(csvRow)].join('\r\n').concat('\r\n');
    default:
      return format satisfies never;
  }
}

function srt(cues: readonly Cue[]): string {
  return cues
    .map((cue, index) => {
      const lines = cue.lines.map((line) => oneLine(line.map(({ text }) => text).join('')));
      return `${index + 1}\n${span(cue, ',')}\n${lines.join('\n')}\n\n`;
    })
    .join('');
}

function vtt(cues: readonly Cue[]): string {
  const body = cues.map((cue) => {
    /** A time within a cue must be after the one before, and before the end. */
    let atMs = cue.startMs;
    const lines = cue.lines.map((line) =>
      line
        .map(({ text, startMs, isTimed }) => {
          const escaped = escapeMarkup(text.replace(/\s+/gu, ' ').replaceAll('-->', '→'));
          if (!isTimed || startMs <= atMs || startMs >= cue.endMs) return escaped;
          atMs = startMs;
          return `<${clock(startMs, '.')}>${escaped}`;
        })
        .join('')
        .replace(/^(<[\d:.]+>)? /u, '$1'),
    );
    return `${span(cue, '.')}\n${lines.join('\n')}\n\n`;
  });
  return `WEBVTT\n\n${body.join('')}`;
}

/** Times as links: into Trendroom, and into the post, by a media fragment (https://www.w3.org/TR/media-frags/). */
function markdown({ id, title, sourceUrl, transcript }: VideoDetail): string {
  const address =
    sourceUrl !== undefined && URL.canParse(sourceUrl) ? new URL(sourceUrl) : undefined;
  const lines = transcript.map(({ startMs, text }) => {
    const time = `[${clock(startMs, '.')}](<${videoLink(id, startMs)}>)`;
    const link = linkTo(address, startMs);
    const web = link === undefined ? '' : ` [web](<${link}>)`;
    return `${time}${web} ${escapeMarkdown(oneLine(text))}\n`;
  });
  return [`# ${escapeMarkdown(oneLine(title))}\n`, ...lines].join('\n');
}

function linkTo(address: URL | undefined, startMs: number): string | undefined {
  if (address === undefined || !/^https?:$/u.test(address.protocol)) return undefined;
  const link = new URL(address);
  link.hash = `t=${startMs / 1_000}`;
  return link.href;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#+\-.!|~&]/gu, '\\$&');
}

function span(cue: Pick<Cue, 'startMs' | 'endMs'>, separator: ',' | '.'): string {
  return `${clock(cue.startMs, separator)} --> ${clock(cue.endMs, separator)}`;
}

/** `HH:MM:SS,mmm`; hours grow beyond two digits when they must. */
function clock(ms: number, separator: ',' | '.'): string {
  const part = (value: number, digits: number): string => `${value}`.padStart(digits, '0');
  const hours = part(Math.floor(ms / 3_600_000), 2);
  const minutes = part(Math.floor(ms / 60_000) % 60, 2);
  const seconds = part(Math.floor(ms / 1000) % 60, 2);
  return `${hours}:${minutes}:${seconds}${separator}${part(ms % 1000, 3)}`;
}

/** A blank line would end the cue and an arrow would begin another. */
function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').replaceAll('-->', '→').trim();
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function csvRow(cue: SegmentDto): string {
  return `${cue.startMs},${cue.endMs},${csvCell(oneLine(cue.text))}`;
}
