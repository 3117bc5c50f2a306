import type { Citation, Draft } from '../../../../contract/index.ts';
import { formatClock } from '../../../client/formats/format.ts';
import { momentKey } from '../../player/moment.ts';

/** The number of a cited moment among the evidence, from 1; undefined when it is not there. */
export function numberOf(evidence: readonly Citation[], citation: Citation): number | undefined {
  const key = momentKey(citation);
  const at = evidence.findIndex((other) => momentKey(other) === key);
  return at < 0 ? undefined : at + 1;
}

/**
 * A draft with what it rests on, to be pasted elsewhere:
 *
 *     Who needs meat?
 *
 *     [1] Cheap lentils, 0:03 – 0:06: “Lentils cost almost nothing”
 */
export function citedText({ text, citations }: Draft, evidence: readonly Citation[]): string {
  const lines = citations.map((citation, i) => {
    const { title, startMs, endMs, quote } = citation;
    const number = numberOf(evidence, citation) ?? i + 1;
    return `[${number}] ${title}, ${formatClock(startMs)} – ${formatClock(endMs)}: “${quote}”`;
  });
  return [text, '', ...lines].join('\n');
}
