import type { Report, ReportSection } from '../../../../contract/index.ts';
import { ChartView } from './ChartView.tsx';
import { SentenceItem } from './SentenceItem.tsx';
import { TableView } from './TableView.tsx';

/** One section: what it says, its charts, its tables. */
export function SectionView({
  section,
  definitions,
  onTable,
  onSaveTable,
}: {
  section: ReportSection;
  definitions: Report['definitions'];
  onTable(name: string): void;
  onSaveTable(at: number): void;
}): React.JSX.Element {
  const { title, sentences, charts, tables } = section;
  const id = `section-${title.replace(/\W+/g, '-').toLowerCase()}`;
  const said = sentences.map((sentence, at) => ({ key: `${at} ${sentence.text}`, sentence }));
  const curves = charts.filter(({ kind }) => kind === 'time');
  const intervals = charts.filter(({ kind }) => kind === 'intervals');
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-4 border-t border-line pt-5 first:border-t-0 first:pt-0"
    >
      <h2 id={id} className="text-lead font-semibold text-ink">
        {title}
      </h2>
      {said.length > 0 && (
        <ul className="flex max-w-[76ch] flex-col gap-1.5">
          {said.map(({ key, sentence }) => (
            <SentenceItem
              key={key}
              sentence={sentence}
              definitions={definitions}
              onTable={onTable}
            />
          ))}
        </ul>
      )}
      {curves.length > 0 && (
        <div
          className={
            curves.length > 1 ? 'grid gap-x-8 gap-y-4 @min-[820px]:grid-cols-2' : 'max-w-[820px]'
          }
        >
          {curves.map((chart) => (
            <ChartView key={chart.name} chart={chart} />
          ))}
        </div>
      )}
      {intervals.map((chart) => (
        <ChartView key={chart.name} chart={chart} />
      ))}
      {tables.map((table, at) => (
        <TableView
          key={table.name}
          table={table}
          definitions={definitions}
          onSave={() => onSaveTable(at)}
        />
      ))}
    </section>
  );
}
