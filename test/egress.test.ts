import { expect, test } from 'vitest';
import { leavingAddresses } from '../scripts/egress/leavingAddresses.ts';

const address = (family: string, port: number, rest: string): string =>
  `{sa_family=${family}, ${family === 'AF_INET' ? 'sin' : 'sin6'}_port=htons(${port}), ${rest}}`;
const v4 = (ip: string, port = 443): string =>
  address('AF_INET', port, `sin_addr=inet_addr("${ip}")`);
const v6 = (ip: string, port = 443): string =>
  address('AF_INET6', port, `sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "${ip}", &sin6_addr)`);

test.each([
  `connect(18, ${v4('13.89.179.8')}, 16) = -1 EINPROGRESS (Operation now in progress)`,
  `connect(18, ${v4('13.89.179.8')}, 16 <unfinished ...>`,
  `connect(18, ${v6('2606:4700::1111')}, 28) = 0`,
  // A name is looked up: by the machine's resolver, through datagrams or the cache of names.
  `sendto(18, "\\1", 1, 0, ${v4('10.0.0.2', 53)}, 16) = 1`,
  `connect(18, ${v4('127.0.0.53', 53)}, 16) = 0`,
  `connect(18, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT (No such file)`,
  `sendmsg(18, {msg_name=${v4('8.8.8.8', 53)}, msg_namelen=16, msg_flags=0}, 0) = 40`,
  `sendmmsg(18, [{msg_hdr={msg_name=${v4('8.8.8.8', 9)}}, msg_len=1}], 1, 0) = 1`,
  `connect(18, {sa_family=AF_BLUETOOTH, sa_data=""}, 14) = 0`,
  // What a confined process tries.
  'socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP) = -1 EACCES (Permission denied)',
])('leaves: %s', (call) => {
  expect(leavingAddresses(`4711  ${call}\n4712  ${call}\n`)).toEqual([call]);
});

test('loopback, local sockets and the kernel stay on the machine', () => {
  const log = [
    `1  connect(18, ${v4('127.0.0.1', 4700)}, 16) = 0`,
    `1  connect(18, ${v6('::1', 4700)}, 28) = 0`,
    '1  connect(18, {sa_family=AF_UNIX, sun_path="/run/user/0/bus"}, 110) = 0',
    '1  sendto(18, [{nlmsg_len=20}], 20, 0, {sa_family=AF_NETLINK, nl_pid=0}, 12) = 20',
    '1  socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 18',
    '1  sendto(18, "x", 1, MSG_NOSIGNAL, NULL, 0) = 1',
    '1  <... connect resumed>) = 0',
  ].join('\n');
  expect(leavingAddresses(log)).toEqual([]);
});
