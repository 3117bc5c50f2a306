import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

/**
 * The page asks for its files by paths from the root, because it also stands at /video/ID. Vite
 * for Electron sets paths relative to the document, for pages that are read from the disk.
 */
function pathsFromTheRoot(): Plugin {
  return { name: 'paths-from-the-root', config: () => ({ base: '/' }) };
}

/** The page, the same for Electron and the loopback host. */
export const page = {
  root: resolve('src/renderer'),
  plugins: [react(), tailwindcss(), pathsFromTheRoot()],
  build: {
    outDir: resolve('out/renderer'),
    emptyOutDir: true,
    minify: true,
    // Not only Electron's Chromium: the loopback host opens any browser.
    target: 'baseline-widely-available',
    modulePreload: { polyfill: false },
    rollupOptions: { input: resolve('src/renderer/index.html') },
  },
} satisfies UserConfig;

/** Where `npm run dev:web` expects `trendroom serve --port N`. */
const host = `http://127.0.0.1:${process.env.TRENDROOM_PORT ?? 4700}`;
// The host refuses foreign names and pages; here the page's server speaks for the page.
const toHost = { target: host, changeOrigin: true, headers: { origin: host } };

export default defineConfig({
  ...page,
  server: {
    host: '127.0.0.1',
    proxy: {
      '^/(api|media|uploads|session)(/|$)': toHost,
      '^/rpc$': { ...toHost, ws: true, rewriteWsOrigin: true },
    },
  },
});
