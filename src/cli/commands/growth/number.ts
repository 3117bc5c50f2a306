import { InvalidArgumentError } from 'commander';
import { growthMessages } from '../../messages/growth.ts';

/** An option's value as a number. */
export function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new InvalidArgumentError(growthMessages.numberRequired);
  }
  return value;
}
