import { InvalidArgumentError } from 'commander';
import { libraryMessages } from '../messages/library.ts';

/** An option's value as a whole number of zero or more. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,12}$/.test(text))
    throw new InvalidArgumentError(libraryMessages.wholeNumber.required);
  return Number(text);
}
