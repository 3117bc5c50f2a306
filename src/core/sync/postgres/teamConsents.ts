import { createHash } from 'node:crypto';
import { AppError } from '../../base/index.ts';
import { type Consents, consentsIn, type Secrets } from '../../host/index.ts';

/** Where texts go: the database, the authority that its certificate is checked by, the workspace. */
export interface TeamDestination {
  /** Address of a Postgres without its password. */
  target: string;
  caPem: string;
  workspaceId: string;
}

/** `sharing`: to sync; `copy`: a branch with its own copy; `queue`: to put texts into the queue. */
type TeamConsent = 'sharing' | 'copy' | 'queue';

/** Names for {@link consentName}, of what may be left by a branch. */
export const teamConsentNames = ['sharing', 'copy', 'queue'] as const satisfies TeamConsent[];

/**
 * What the user agreed to of the team's database. The library's table tells where it is connected;
 * that the user connected it there is known here alone.
 */
export class TeamConsents {
  readonly #consents: Consents;

  constructor(secrets: Secrets) {
    this.#consents = consentsIn(secrets);
  }

  async has(what: TeamConsent, to: TeamDestination): Promise<boolean> {
    return (await this.#consents.get(what, textOf(to))) !== undefined;
  }

  /** Nothing leaves for a database on this disk. Errors: `sharing.unconfirmed`. */
  async require(what: TeamConsent, to: TeamDestination): Promise<void> {
    if (to.target === 'local' || (await this.has(what, to))) return;
    throw new AppError(
      'sharing.unconfirmed',
      'The team database was not connected on this computer as the library has it stored.',
    );
  }

  async give(what: TeamConsent, to: TeamDestination): Promise<void> {
    await this.#consents.give(what, textOf(to));
  }

  withdraw(what: TeamConsent): Promise<void> {
    return this.#consents.withdraw(what);
  }
}

function textOf({ target, caPem, workspaceId }: TeamDestination): string {
  const authority = caPem === '' ? '' : createHash('sha256').update(caPem).digest('hex');
  return JSON.stringify([target, authority, workspaceId]);
}
