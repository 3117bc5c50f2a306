import type { Secrets } from '../../core/host/index.ts';
import type { HostPeer } from './serveCore.ts';

/** The secrets of the host, which has the keychain. */
export function remoteSecrets(peer: HostPeer): Secrets {
  return {
    isPersistent: () => peer.call('secretsPersist', null),
    get: (name) => peer.call('getSecret', name),
    set: async (name, secret) => void (await peer.call('setSecret', { name, secret })),
    delete: async (name) => void (await peer.call('deleteSecret', name)),
  };
}
