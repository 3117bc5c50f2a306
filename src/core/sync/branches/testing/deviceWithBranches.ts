import { silentLogger, systemClock } from '../../../base/index.ts';
import { type Library, openLibrary } from '../../../db/index.ts';
import { branchSecrets, createMemorySecrets, type Secrets } from '../../../host/index.ts';
import { createSharing, type Sharing } from '../../createSharing.ts';
import { eventsOfBranch, openedPlace } from '../copy/branchFolder.ts';
import { type Branches, createBranches } from '../createBranches.ts';

export interface DeviceWithBranches {
  library: Library;
  sharing: Sharing;
  branches: Branches;
  secrets: Secrets;
  /** As a host does when another place was opened. */
  reopen(): Promise<DeviceWithBranches>;
  close(): Promise<void>;
}

/** A library's device as `createApp` puts it together, of the parts that branches need. */
export function deviceWithBranches(
  origin: string,
  secrets = createMemorySecrets(),
  neonAddress?: string,
): DeviceWithBranches {
  const place = openedPlace(origin);
  const library = openLibrary({ directory: place.directory, clock: systemClock });
  const { branch } = place;
  const sharing = createSharing({
    library,
    host: {
      secrets: branch === undefined ? secrets : branchSecrets(secrets, branch.id),
      networkAllowed: neonAddress !== undefined,
    },
    holdLibrary: () => undefined,
    onBranch: branch !== undefined,
    branchEvents: eventsOfBranch(branch),
  });
  const branches = createBranches({
    ...{ library, place, secrets, sharing, logger: silentLogger },
    host: { networkAllowed: neonAddress !== undefined },
    holdLibrary: () => undefined,
    onPlaceChanged: () => undefined,
    copyEvents: () => Promise.resolve(),
    ...(neonAddress !== undefined && { neonAddress }),
  });
  const close = async (): Promise<void> => {
    await sharing.dispose();
    library.close();
  };
  return {
    ...{ library, sharing, branches, secrets, close },
    reopen: async () => {
      await close();
      return deviceWithBranches(origin, secrets, neonAddress);
    },
  };
}
