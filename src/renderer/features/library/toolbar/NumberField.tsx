import { libraryMessages } from '../../../messages/library/library.ts';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { useTypedValue } from './useTypedValue.ts';

/** A whole number from 0 on; undefined when the field is empty. */
export function NumberField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number | undefined;
  onChange(value: number | undefined): void;
}): React.JSX.Element {
  const [typed, setTyped] = useTypedValue(value === undefined ? '' : `${value}`, (text) =>
    onChange(text === '' ? undefined : Number(text)),
  );
  return (
    <TextField
      label={label}
      inputMode="numeric"
      placeholder={libraryMessages.numberField.any}
      value={typed}
      onChange={(event) => setTyped(event.target.value.replace(/\D/g, '').slice(0, 12))}
    />
  );
}
