import { text } from 'node:stream/consumers';
import { AppError } from '../../core/base/index.ts';
import { commonMessages } from '../messages/common.ts';

export interface SecretSource {
  /** Standard input, to its end. */
  fromInput?: boolean | undefined;
  /** Name of an environment variable. */
  fromEnv?: string | undefined;
}

/** A key or password; never an argument: other users of the machine see those. */
export async function readSecret({
  fromInput,
  fromEnv,
}: SecretSource): Promise<string | undefined> {
  if (fromEnv !== undefined) {
    const value = process.env[fromEnv];
    if (value === undefined || value === '') {
      throw new AppError('usage.invalid', commonMessages.noVariable(fromEnv));
    }
    return value;
  }
  return fromInput === true ? (await text(process.stdin)).trim() : undefined;
}

/**
 * The address of a Postgres with its password from elsewhere. Errors: `usage.invalid` for one that
 * was written into the address, which every user of the machine can read in the list of processes.
 */
export async function addressWithPassword(address: string, source: SecretSource): Promise<string> {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  if (url.password !== '') throw new AppError('usage.invalid', commonMessages.passwordInAddress);
  const password = await readSecret(source);
  if (password === undefined) return address;
  url.password = encodeURIComponent(password);
  return url.href;
}
