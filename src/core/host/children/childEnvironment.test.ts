import { expect, test } from 'vitest';
import { type ChildPurpose, childEnvironment } from './childEnvironment.ts';

const secrets = {
  TRENDROOM_SECRET_ENDPOINT_A: 'canary',
  TRENDROOM_SECRET_ENDPOINT_A_ORIGIN: 'https://gpu.example',
  TRENDROOM_TOKEN: 'canary',
  PGPASSWORD: 'canary',
  NEON_API_KEY: 'canary',
  AWS_SECRET_ACCESS_KEY: 'canary',
  NODE_AUTH_TOKEN: 'canary',
  HF_TOKEN: 'canary',
};
const from = {
  ...secrets,
  Path: '/bin',
  HOME: '/home/a',
  LANG: 'de_DE.UTF-8',
  TMPDIR: '/tmp',
  SystemRoot: 'C:\\Windows',
  PYTHONPATH: '/elsewhere',
  PYTHONSTARTUP: '/elsewhere.py',
  NODE_OPTIONS: '--max-old-space-size=4000',
  CUDA_VISIBLE_DEVICES: '0',
  https_proxy: 'http://user:canary-proxy@proxy.example:3128',
  PIP_INDEX_URL: 'https://user:canary-pip@index.example',
  DISPLAY: ':0',
};
const common = {
  ...{ Path: '/bin', HOME: '/home/a', LANG: 'de_DE.UTF-8', TMPDIR: '/tmp' },
  SystemRoot: 'C:\\Windows',
};
const ours = { NODE_OPTIONS: from.NODE_OPTIONS, CUDA_VISIBLE_DEVICES: '0' };
const proxy = { https_proxy: from.https_proxy };
const pip = { PIP_INDEX_URL: from.PIP_INDEX_URL };

const expected: Record<ChildPurpose, Record<string, string>> = {
  worker: { ...common, ...ours },
  core: { ...common, ...ours, ...proxy, ...pip },
  tool: common,
  proxiedTool: { ...common, ...proxy },
  pip: { ...common, ...proxy, ...pip },
  window: { ...common, ...proxy, DISPLAY: ':0' },
};

test.each(Object.keys(expected) as ChildPurpose[])(
  'keys and passwords of the shell do not reach a %s',
  (purpose) => {
    expect(childEnvironment(purpose, {}, from)).toEqual(expected[purpose]);
  },
);

test('what a program gets of its own counts more', () => {
  expect(childEnvironment('tool', { TMPDIR: '/job' }, from)).toEqual({ ...common, TMPDIR: '/job' });
});
