import { expect, test } from 'vitest';
import { childEnvironment, hasUsersProxy } from './childEnvironment.ts';

const from = {
  PATH: '/bin',
  HOME: '/home/a',
  TRENDROOM_TOKEN: 'secret',
  AWS_SECRET_ACCESS_KEY: 'secret',
  PYTHONPATH: '/elsewhere',
  PYTHONSTARTUP: '/elsewhere.py',
  https_proxy: 'http://proxy.example:3128',
  TMPDIR: '/tmp',
};
const own = { TMPDIR: '/job', TEMP: '/job', TMP: '/job', PYTHONUTF8: '1' };

test('secrets and Python’s own variables stay here', () => {
  expect(childEnvironment('/job', { withUsersProxy: false, from })).toEqual({
    PATH: '/bin',
    HOME: '/home/a',
    ...own,
  });
});

test('the user’s proxy is passed when it is the one to be used', () => {
  expect(hasUsersProxy(from)).toBe(true);
  expect(hasUsersProxy({ HTTP_PROXY: '', NO_PROXY: '*' })).toBe(false);
  expect(childEnvironment('/job', { withUsersProxy: true, from })).toEqual({
    PATH: '/bin',
    HOME: '/home/a',
    https_proxy: 'http://proxy.example:3128',
    ...own,
  });
});
