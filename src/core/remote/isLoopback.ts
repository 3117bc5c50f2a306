/** True for a URL of this machine: nothing leaves it, so neither TLS nor the network is needed. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
