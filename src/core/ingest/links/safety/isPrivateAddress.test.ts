import { expect, test } from 'vitest';
import { isPrivateAddress } from './isPrivateAddress.ts';
import { refuseNumbers } from './refuseNumbers.ts';

test.for([
  ['loopback', '127.0.0.1'],
  ['loopback, elsewhere', '127.8.9.1'],
  ['this host', '0.0.0.0'],
  ['private', '10.1.2.3'],
  ['private', '172.31.255.255'],
  ['private', '192.168.1.1'],
  ['link-local, cloud metadata', '169.254.169.254'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['carrier-grade NAT', '100.127.255.255'],
  ['multicast', '224.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['IPv6 loopback', '::1'],
  ['IPv6 unspecified', '::'],
  ['IPv6 unique local', 'fd12:3456::1'],
  ['IPv6 link-local', 'fe80::1'],
  ['IPv6 link-local with a zone', 'fe80::1%eth0'],
  ['mapped', '::ffff:127.0.0.1'],
  ['mapped, in hexadecimal', '::ffff:7f00:1'],
  ['mapped, written out', '0:0:0:0:0:ffff:c0a8:0101'],
  ['compatible', '::10.0.0.1'],
  ['NAT64', '64:ff9b::a00:1'],
  ['6to4', '2002:c0a8:101::1'],
  ['no address', 'example.com'],
] as const)('%s %s is private', ([, address]) => {
  expect(isPrivateAddress(address)).toBe(true);
});

test.for([
  '1.1.1.1',
  '100.63.255.255',
  '100.128.0.1',
  '172.15.0.1',
  '172.32.0.1',
  '192.169.0.1',
  '2606:4700::1111',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
  '2002:808:808::1',
])('%s is public', (address) => {
  expect(isPrivateAddress(address)).toBe(false);
});

test('links that are private on their face are refused without asking anybody', () => {
  const refused = [
    'http://127.1/',
    'http://[::1]:80/',
    'http://0x7f000001/',
    'http://a.localhost/',
  ];
  for (const url of refused) {
    expect(() => refuseNumbers(url)).toThrow(
      expect.objectContaining({ code: 'link.privateAddress' }),
    );
  }
  for (const url of ['https://1.1.1.1/', 'https://example.com/', 'https://localhost.example/']) {
    expect(() => refuseNumbers(url)).not.toThrow();
  }
});
