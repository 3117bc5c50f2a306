import type { ImportPreview } from '../../../contract/index.ts';
import { formatCount, formatDay } from '../../client/formats/format.ts';
import { commonMessages } from '../../messages/common.ts';
import { importMessages } from '../../messages/library/imports.ts';

type Row = ImportPreview['rows'][number];

/** The first records as they would be stored, and what is wrong with those that cannot be. */
export function PreviewTable({ rows }: { rows: readonly Row[] }): React.JSX.Element {
  if (rows.length === 0) return <p className="text-ink-3">{importMessages.noRecords}</p>;
  return (
    <table className="w-full table-fixed border-collapse">
      <thead>
        <tr className="text-left text-small text-ink-3">
          <th className="w-12 py-1 font-medium">{importMessages.line}</th>
          <th className="py-1 font-medium">{importMessages.video}</th>
          <th className="w-[22%] py-1 font-medium">{commonMessages.channel}</th>
          <th className="w-24 py-1 font-medium">{commonMessages.platform}</th>
          <th className="w-24 py-1 font-medium">{commonMessages.published}</th>
          <th className="w-16 py-1 text-right font-medium">{commonMessages.views}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ line, record, problem }) => (
          <tr key={line} className="border-t border-line align-baseline">
            <td className="py-1 text-small text-ink-3">{line}</td>
            {record === undefined ? (
              <td colSpan={5} className="py-1 text-small text-bad [overflow-wrap:anywhere]">
                {problem}
              </td>
            ) : (
              <Cells record={record} />
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cells({ record }: { record: NonNullable<Row['record']> }): React.JSX.Element {
  const { title, channel, platform, publishedAtMs, views } = record;
  return (
    <>
      <td dir="auto" className="truncate py-1 pr-3 text-ink" title={title}>
        {title}
      </td>
      <td dir="auto" className="truncate py-1 pr-3 text-small text-ink-2">
        {channel}
      </td>
      <td className="truncate py-1 pr-3 text-small text-ink-2">{platform}</td>
      <td className="truncate py-1 text-small text-ink-2">
        {publishedAtMs !== undefined && formatDay(publishedAtMs)}
      </td>
      <td className="py-1 text-right text-small text-ink-2">
        {views !== undefined && formatCount(views)}
      </td>
    </>
  );
}
