import type { Report, ReportSentence } from '../../../../contract/index.ts';
import { reportsMessages } from '../../../messages/reports.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Tooltip } from '../../../ui/overlays/Tooltip.tsx';
import { formatPercent } from '../../measures/formatMeasure.ts';
import { CitationMark } from './CitationMark.tsx';
import { splitSentence } from './splitSentence.ts';

const texts = reportsMessages.reading;

/** A sentence: its numbers tell what they are when pointed at, its marks show what it rests on. */
export function SentenceItem({
  sentence,
  definitions,
  onTable,
}: {
  sentence: ReportSentence;
  definitions: Report['definitions'];
  onTable(name: string): void;
}): React.JSX.Element {
  const { citations, support } = sentence;
  const cited = citations.map((citation, at) => ({ citation, number: at + 1 }));
  return (
    <li
      className={`border-l-2 pl-3 leading-relaxed text-ink ${support.by === 'model' ? 'border-accent' : 'border-line'}`}
    >
      <span dir="auto" className="select-text [overflow-wrap:anywhere]">
        {splitSentence(sentence).map(({ at, text, value }) =>
          value === undefined ? (
            text
          ) : (
            <Tooltip key={at} text={definitions[value.measure] ?? texts.noDefinition}>
              <span
                // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is for the keyboard, too; a button would not break over lines
                tabIndex={0}
                className="cursor-help rounded-[3px] font-medium underline decoration-line-strong decoration-dotted underline-offset-3 [box-decoration-break:clone]"
              >
                {text}
              </span>
            </Tooltip>
          ),
        )}
      </span>{' '}
      {support.by === 'model' && (
        <Tooltip text={texts.modelSupport}>
          <button type="button" className="mr-1 cursor-help rounded-[4px] align-middle">
            <Badge tone="accent">{texts.modelSentence(formatPercent(support.probability))}</Badge>
          </button>
        </Tooltip>
      )}
      <span className="whitespace-nowrap">
        {cited.map(({ citation, number }) => (
          <CitationMark key={number} citation={citation} number={number} onTable={onTable} />
        ))}
      </span>
    </li>
  );
}
