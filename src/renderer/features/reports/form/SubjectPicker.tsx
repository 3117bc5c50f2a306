import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { SubjectKind } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { reportsMessages } from '../../../messages/reports.ts';
import { Combobox } from '../../../ui/inputs/Combobox.tsx';

const texts = reportsMessages.form;

/** What the report is on: one topic, channel or product, or several to compare. */
export function SubjectPicker({
  kind,
  max,
  names,
  onChange,
}: {
  kind: SubjectKind;
  max: number;
  names: readonly string[];
  onChange(names: readonly string[]): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const { data } = useQuery(procedures.reports.subjects.queryOptions());
  const what = reportsMessages.subjects[kind].toLowerCase();
  const options = (data?.subjects ?? [])
    .filter((subject) => subject.kind === kind && (max === 1 || !names.includes(subject.name)))
    .map(({ name, videos }) => ({ value: name, label: name, note: commonMessages.videos(videos) }));
  if (data !== undefined && options.length === 0 && names.length === 0) {
    return <p className="text-ink-2">{texts.noSubjects(what)}</p>;
  }
  if (max === 1) {
    return (
      <Combobox
        label={reportsMessages.subjects[kind]}
        placeholder={texts.choose(what)}
        value={names[0]}
        options={options}
        onChange={(name) => onChange(name === undefined ? [] : [name])}
      />
    );
  }
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-wrap gap-1.5 empty:hidden">
        {names.map((name) => (
          <li
            key={name}
            className="flex h-6 max-w-full items-center gap-1 rounded-control bg-accent-soft pr-1 pl-2 text-small text-ink"
          >
            <span dir="auto" className="truncate">
              {name}
            </span>
            <button
              type="button"
              aria-label={texts.removeSubject(name)}
              onClick={() => onChange(names.filter((other) => other !== name))}
              className="inline-flex size-4 items-center justify-center rounded-[3px] text-ink-2 hover:bg-hover hover:text-ink"
            >
              <X size={12} />
            </button>
          </li>
        ))}
      </ul>
      {names.length < max && (
        <Combobox
          // Anew after each choice: its field is empty again.
          key={names.length}
          label={texts.add(what)}
          placeholder={texts.choose(what)}
          value={undefined}
          options={options}
          onChange={(name) => name !== undefined && onChange([...names, name])}
        />
      )}
    </div>
  );
}
