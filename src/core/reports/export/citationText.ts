import { clockText } from '../../drafts/index.ts';
import { formatDay, formatNumber } from '../texts/formatNumber.ts';
import type { VideoCitation } from './citationLinks.ts';
import { exportTexts } from './exportTexts.ts';

/** What a citation says of its video, for people; the title stands before it. */
export function citationText(citation: VideoCitation): { about: string; quote?: string } {
  switch (citation.kind) {
    case 'moment': {
      const { startMs, endMs, quote } = citation;
      return { about: `${clockText(startMs)} – ${clockText(endMs)}`, quote };
    }
    case 'snapshot': {
      const { before, views, observedAtMs } = citation;
      const count = formatNumber(views, 'views');
      const day = formatDay(observedAtMs);
      if (before === undefined) return { about: exportTexts.views(count, day) };
      const earlier = formatNumber(before.views, 'views');
      return {
        about: exportTexts.change(earlier, formatDay(before.observedAtMs), count, day),
      };
    }
    case 'comment':
      return { about: exportTexts.comment, quote: citation.quote };
    default:
      return citation satisfies never;
  }
}
