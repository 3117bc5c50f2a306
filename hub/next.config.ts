import { join } from 'node:path';
import type { NextConfig } from 'next';

const root = join(import.meta.dirname, '..');

const config: NextConfig = {
  cacheComponents: true,
  partialPrefetching: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // WebAssembly and sockets: loaded by Node as they are.
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'web-push'],
  // The contract stands outside of this folder.
  turbopack: { root },
  outputFileTracingRoot: root,
};

export default config;
