import { ipcRenderer } from 'electron';

/**
 * Hands the page the one MessagePort to the core, and nothing else. A port cannot pass the
 * context bridge, so it goes by postMessage to this window's own origin. It is asked for when
 * the page's own scripts have run: they listen for it.
 */
ipcRenderer.on('trendroom-port', (event) => {
  const [port] = event.ports;
  if (port !== undefined) window.postMessage('trendroom-port', window.origin, [port]);
});
window.addEventListener('DOMContentLoaded', () => ipcRenderer.send('trendroom-connect'));
