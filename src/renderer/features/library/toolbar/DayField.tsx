import { TextField } from '../../../ui/inputs/TextField.tsx';

/** A day, `YYYY-MM-DD`; undefined when none is chosen. */
export function DayField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange(value: string | undefined): void;
}): React.JSX.Element {
  return (
    <TextField
      label={label}
      type="date"
      value={value ?? ''}
      // Half a date is no date: the browser keeps it and tells of it when it is whole.
      onChange={(event) => onChange(event.target.value || undefined)}
    />
  );
}
