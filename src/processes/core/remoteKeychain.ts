import type { Keychain } from '../../core/host/index.ts';
import type { HostPeer } from './serveCore.ts';

/** The keychain, which the host's process has. */
export function remoteKeychain(peer: HostPeer): Keychain {
  return {
    isPersistent: () => peer.call('keychainPersists', null),
    get: (name) => peer.call('getSecret', name),
    set: async (name, value) => void (await peer.call('setSecret', { name, value })),
    delete: async (name) => void (await peer.call('deleteSecret', name)),
  };
}
