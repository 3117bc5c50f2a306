import { Link } from 'wouter';
import type { Batch, ErrorDto } from '../../../../contract/index.ts';
import { hintOf } from '../../../client/formats/formatError.ts';
import { teamBatchesMessages } from '../../../messages/team/teamBatches.ts';
import { type TeamSection, teamPath, teamSections } from '../sections.ts';

/** Where what a batch waits for can be done. */
const places: Partial<Record<ErrorDto['code'], TeamSection>> = {
  'endpoint.none': 'servers',
  'endpoint.notApproved': 'servers',
  'endpoint.keyRefused': 'servers',
  'endpoint.unreachable': 'servers',
  'workers.notApproved': 'workers',
  'workers.needsPostgres': 'sharing',
  'sharing.notConnected': 'sharing',
};

/** Why a batch is not getting on, what to do, and the way there. */
export function WaitingReason({
  waitingFor: { code, message },
}: {
  waitingFor: NonNullable<Batch['waitingFor']>;
}): React.JSX.Element {
  const place = teamSections.find(({ id }) => id === places[code]);
  return (
    <>
      <bdi>{message}</bdi> <span className="text-ink-2">{hintOf(code)}</span>
      {place !== undefined && (
        <>
          {' '}
          <Link href={teamPath(place.id)} className="text-accent-ink underline">
            {teamBatchesMessages.waitingReason.open(place.name)}
          </Link>
        </>
      )}
    </>
  );
}
