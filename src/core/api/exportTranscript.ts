import type { ExportFormat, SegmentDto, VideoDetail } from '../../contract/index.ts';
import { csvCell, fileStem } from '../base/index.ts';

/**
 * A video's transcript as the text of a file. Formats: SubRip, WebVTT
 * (https://www.w3.org/TR/webvtt1/), plain text, Markdown (CommonMark) whose times lead there, the whole video as
 * JSON, and RFC 4180 CSV.
 * Transcript text is hostile: it can neither end a cue, nor be markup, nor be a formula.
 */
export function exportTranscript(
  video: VideoDetail,
  format: ExportFormat,
): { fileName: string; text: string } {
  return {
    fileName: `${fileStem(video.title) ?? video.id}.${format}`,
    text: render(video, format),
  };
}

function render(video: VideoDetail, format: ExportFormat): string {
  switch (format) {
    case 'srt':
      return video.transcript
        .map((cue, index) => `${index + 1}\n${span(cue, ',')}\n${oneLine(cue.text)}\n\n`)
        .join('');
    case 'vtt':
      return `WEBVTT\n\n${video.transcript
        .map((cue) => `${span(cue, '.')}\n${escapeMarkup(oneLine(cue.text))}\n\n`)
        .join('')}`;
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

/** Times as links into the post, by a media fragment (https://www.w3.org/TR/media-frags/). */
function markdown({ title, sourceUrl, transcript }: VideoDetail): string {
  const address =
    sourceUrl !== undefined && URL.canParse(sourceUrl) ? new URL(sourceUrl) : undefined;
  const lines = transcript.map(({ startMs, text }) => {
    const time = clock(startMs, '.');
    const link = linkTo(address, startMs);
    return `${link === undefined ? time : `[${time}](<${link}>)`} ${escapeMarkdown(oneLine(text))}\n`;
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

function span(cue: SegmentDto, separator: ',' | '.'): string {
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
