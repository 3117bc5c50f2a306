import type { Capability } from '../../../../contract/index.ts';
import type { StoredEndpoint } from '../endpointRepository.ts';

/** Whether the last check of a server found that it can do this. */
export function hasCapability({ contract }: StoredEndpoint, capability: Capability): boolean {
  return (
    contract?.capabilities.some((each) => each.capability === capability && each.works) === true
  );
}
