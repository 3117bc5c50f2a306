import { importMessages } from '../../messages/library/imports.ts';

const names: Readonly<Record<string, string>> = importMessages.fields;

/** What people call a field; a later version of the host may know more. */
export function fieldName(field: string): string {
  return names[field] ?? field;
}

export function columnName(name: string, position: number): string {
  return name.trim() === '' ? importMessages.unnamed(position + 1) : name;
}
