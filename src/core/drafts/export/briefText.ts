import type { BriefRecord } from '../../../contract/index.ts';
import { clockText } from '../evidence/clockText.ts';
import { plainText } from '../evidence/plainText.ts';
import { exportTexts } from './exportTexts.ts';
import { marksOf, wishesOf } from './marksOf.ts';

/** One line each, without characters that nobody sees. */
const line = (text: string): string => plainText(text, Infinity);

/**
 * A brief as plain text:
 *
 *     lentils and money
 *     at most 18 words · Written by Qwen · 2026-01-31
 *
 *     1. Who needs meat?
 *        Starred · Support 93 %
 *        Cheap lentils, 0:03 – 0:06: “Lentils cost almost nothing”
 */
export function briefText(record: BriefRecord): string {
  const drafts = record.drafts.map((draft, at) => {
    const number = `${at + 1}. `;
    const indent = ' '.repeat(number.length);
    const marks = marksOf(draft);
    const moments = draft.citations.map(
      ({ title, startMs, endMs, quote }) =>
        `${line(title)}, ${clockText(startMs)} – ${clockText(endMs)}: “${line(quote)}”`,
    );
    const beats = (draft.outline ?? [])
      .filter(({ beat }) => beat !== 'hook')
      .map(({ beat, text, startMs, endMs, citations: [moment] }) => {
        const from =
          moment === undefined
            ? ''
            : `, from ${clockText(moment.startMs)} of ${line(moment.title)}`;
        const said = text === undefined ? exportTexts.noBeat : line(text);
        return `${beat} ${clockText(startMs)} – ${clockText(endMs)}: ${said}${from}`;
      });
    const about = [...(marks.length === 0 ? [] : [marks.join(' · ')]), ...moments, ...beats];
    return [`${number}${line(draft.text)}`, ...about.map((each) => indent + each)].join('\n');
  });
  const head = `${line(record.brief.topic)}\n${line(wishesOf(record).join(' · '))}`;
  return `${[head, ...(drafts.length === 0 ? [exportTexts.none] : drafts)].join('\n\n')}\n`;
}
