import { InvalidArgumentError } from 'commander';

/** An option's value as a whole number of zero or more. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(text);
}
