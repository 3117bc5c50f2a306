import type { ImportPreview } from '../../../contract/index.ts';
import { importMessages } from '../../messages/library/imports.ts';
import { Select } from '../../ui/inputs/Select.tsx';
import { columnName, fieldName } from './fieldName.ts';

const none = 'none';

/** Which field each column of a table is imported as. */
export function ColumnTable({
  preview: { columns, fields, map },
  onChange,
}: {
  preview: ImportPreview;
  onChange(map: Record<string, string>): void;
}): React.JSX.Element {
  const options = [
    { value: none, label: importMessages.notImported },
    ...fields.map((field) => ({ value: field, label: fieldName(field) })),
  ];
  const choose = (column: string, field: string): void => {
    const next = { ...map };
    // A column is one field, and a field comes from one column.
    for (const [other, heading] of Object.entries(next)) if (heading === column) next[other] = '';
    if (field !== none) next[field] = column;
    onChange(next);
  };
  return (
    <table className="w-full table-fixed border-collapse">
      <thead>
        <tr className="text-left text-small text-ink-3">
          <th className="w-[28%] py-1 font-medium">{importMessages.column}</th>
          <th className="py-1 font-medium">{importMessages.samples}</th>
          <th className="w-[190px] py-1 font-medium">{importMessages.importAs}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map(({ name, samples }, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
          <tr key={position} className="border-t border-line">
            <td dir="auto" className="truncate py-1 pr-3 text-ink" title={name}>
              {columnName(name, position)}
            </td>
            <td dir="auto" className="truncate py-1 pr-3 text-small text-ink-3">
              {samples.join(' · ')}
            </td>
            <td className="py-1">
              <Select
                label={importMessages.fieldOf(columnName(name, position))}
                hideLabel
                value={Object.keys(map).find((field) => map[field] === name) ?? none}
                options={options}
                onChange={(field) => choose(name, field)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
