/**
 * What a log of `strace -e trace=socket,connect,sendto,sendmsg,sendmmsg` shows of traffic that would
 * leave the machine: each as the line of the log, once. Loopback, local sockets and questions to
 * the kernel stay on it. A name that is looked up leaves it even where the resolver is local.
 */
export function leavingAddresses(log: string): string[] {
  const leaving = log.split('\n').flatMap((line) => {
    // The process's number comes first; the second half of an interrupted call has no address.
    const call = line.replace(/^\d+\s+/, '');
    return isCall(call) && leaves(call) ? [call] : [];
  });
  return [...new Set(leaving)];
}

function isCall(call: string): boolean {
  return /^(socket|connect|sendto|sendmsg|sendmmsg)\(/.test(call);
}

function leaves(call: string): boolean {
  // A process that may not use the network was refused a socket: it tried.
  if (call.startsWith('socket(')) return /AF_INET6?\b.* = -1 /.test(call);
  const families = [...call.matchAll(/sa_family=(AF_\w+)/g)].map(([, family]) => family);
  return families.some((family) => {
    switch (family) {
      case 'AF_INET':
      case 'AF_INET6':
        return !isLoopback(call) || /port=htons\(53\)/.test(call);
      case 'AF_UNIX':
        return /nscd|resolve/.test(call);
      case 'AF_NETLINK':
      case 'AF_UNSPEC':
        return false;
      default:
        return true;
    }
  });
}

function isLoopback(call: string): boolean {
  const found = [...call.matchAll(/inet_(?:addr\(|pton\(AF_INET6, )"([^"]+)"/g)];
  return (
    found.length > 0 &&
    found.every(([, address = '']) => /^(127\.|::1$|::ffff:127\.)/.test(address))
  );
}
