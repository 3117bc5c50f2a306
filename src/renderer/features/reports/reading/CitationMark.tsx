import { ArrowUpRight } from 'lucide-react';
import type { ReportCitation } from '../../../../contract/index.ts';
import { formatClock } from '../../../client/formats/format.ts';
import { reportsMessages } from '../../../messages/reports.ts';
import { Popover } from '../../../ui/overlays/Popover.tsx';
import { CitationCard } from './CitationCard.tsx';

const texts = reportsMessages.citation;

/** The mark of a citation: pointed at, pressed or reached by Tab and Enter it shows what is cited. */
export function CitationMark({
  citation,
  number,
  onTable,
}: {
  citation: ReportCitation;
  /** Its number within a sentence; of a row there is one alone. */
  number?: number;
  onTable(name: string): void;
}): React.JSX.Element {
  const name = nameOf(citation);
  const isGone = citation.kind !== 'table' && citation.isGone === true;
  const mark = (
    <button
      type="button"
      aria-label={number === undefined ? name : texts.numbered(number, name)}
      {...(citation.kind === 'table' && { onClick: () => onTable(citation.table), title: name })}
      className={`mx-px inline-flex h-4 min-w-4 items-center justify-center rounded-[4px] px-1 align-text-top text-caption font-medium tabular-nums hover:bg-accent-soft data-popup-open:bg-accent-soft ${isGone ? 'bg-sunken text-ink-3 line-through' : 'bg-sunken text-accent-ink'}`}
    >
      {number ?? <ArrowUpRight size={12} aria-hidden="true" />}
    </button>
  );
  if (citation.kind === 'table') return mark;
  return (
    <Popover title={name} trigger={mark} opensOnHover>
      <CitationCard citation={citation} />
    </Popover>
  );
}

function nameOf(citation: ReportCitation): string {
  switch (citation.kind) {
    case 'moment':
      return texts.moment(citation.title, formatClock(citation.startMs));
    case 'snapshot':
      return texts.snapshot(citation.title);
    case 'comment':
      return texts.comment(citation.title);
    case 'table':
      return texts.table(citation.table);
    default:
      return citation satisfies never;
  }
}
