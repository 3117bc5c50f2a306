import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { EndpointId } from '../../../contract/index.ts';
import { endpointRoleSchema } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import { type Consents, consentsIn, type Secrets } from '../../host/index.ts';
import type { StoredEndpoint } from './endpointRepository.ts';

const noteSchema = z.object({
  /** Absent: it was entered, and may be checked alone. */
  approved: z.object({ role: endpointRoleSchema, atMs: z.number() }).optional(),
});
type Note = z.infer<typeof noteSchema>;

/**
 * What the user entered and agreed to of each server, kept beside the keys: its address with path,
 * authority and proxy, and which role's data it may be sent. What the library's table says of a
 * server counts only as far as it is the same; its column of consent only takes away.
 */
export class EndpointConsents {
  readonly #consents: Consents;
  /** Asking the keychain takes milliseconds, and a batch asks for each row. */
  readonly #known = new Map<EndpointId, { key: string; note: Promise<Note | undefined> }>();

  constructor(secrets: Secrets) {
    this.#consents = consentsIn(secrets);
  }

  /** The server as far as the user has entered it, with the consent that holds. */
  async read(endpoint: StoredEndpoint): Promise<{ isEntered: boolean; endpoint: StoredEndpoint }> {
    const { approvedAtMs: shown, ...rest } = endpoint;
    const note = await this.#noteOf(endpoint);
    const approved = note?.approved?.role === endpoint.role ? note.approved : undefined;
    const isApproved = shown !== undefined && approved !== undefined;
    return {
      isEntered: note !== undefined,
      endpoint: { ...rest, ...(isApproved && { approvedAtMs: approved.atMs }) },
    };
  }

  /** Errors: `endpoint.unconfirmed`. */
  async require(endpoint: StoredEndpoint): Promise<StoredEndpoint> {
    const read = await this.read(endpoint);
    if (!read.isEntered) throw unconfirmed(endpoint);
    return read.endpoint;
  }

  /** The user has entered the server as it is now; without `approvedAtMs` nothing is sent to it. */
  async enter(endpoint: StoredEndpoint): Promise<void> {
    const { id, role, approvedAtMs: atMs } = endpoint;
    const note: Note = atMs === undefined ? {} : { approved: { role, atMs } };
    await this.#consents.give(whatOf(id), destinationOf(endpoint), JSON.stringify(note));
    this.forget(id);
  }

  async remove(id: EndpointId): Promise<void> {
    await this.#consents.withdraw(whatOf(id));
    this.forget(id);
  }

  forget(id: EndpointId): void {
    this.#known.delete(id);
  }

  async #noteOf(endpoint: StoredEndpoint): Promise<Note | undefined> {
    const { id, role, approvedAtMs } = endpoint;
    const destination = destinationOf(endpoint);
    // Another process that changes the consent changes the column, too.
    const key = JSON.stringify([destination, role, approvedAtMs]);
    const known = this.#known.get(id);
    if (known?.key === key) return known.note;
    const note = this.#consents.get(whatOf(id), destination).then(readNote);
    this.#known.set(id, { key, note });
    const forget = (): void => {
      if (this.#known.get(id)?.note === note) this.#known.delete(id);
    };
    // What is missing may be given by another process, and a locked keychain be opened.
    note.then((found) => found === undefined && forget(), forget);
    return note;
  }
}

function whatOf(id: EndpointId): string {
  return `endpoint:${id}`;
}

/** Where requests go, and whose word is taken that it is the right place. */
function destinationOf({ url, caPem, proxyUrl }: StoredEndpoint): string {
  const authority = caPem === '' ? '' : createHash('sha256').update(caPem).digest('hex');
  return JSON.stringify([url, authority, proxyUrl]);
}

function readNote(text: string | undefined): Note | undefined {
  if (text === undefined) return undefined;
  try {
    return noteSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function unconfirmed({ name, url }: StoredEndpoint): AppError {
  return new AppError(
    'endpoint.unconfirmed',
    `${name} was not entered on this computer as it is stored: ${new URL(url).host} with its certificate and proxy.`,
  );
}
