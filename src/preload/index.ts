import { ipcRenderer } from 'electron';

/**
 * Hands the page the MessagePort to the core, another one when the core was started again, and
 * nothing else. A port cannot pass the context bridge, so it goes by postMessage to this window's
 * own origin. It is asked for when the page's own scripts have run: they listen for it.
 */
ipcRenderer.on('trendroom-port', (event, cause: unknown) => {
  const [port] = event.ports;
  if (port === undefined) return;
  window.postMessage({ name: 'trendroom-port', cause }, window.origin, [port]);
});
window.addEventListener('DOMContentLoaded', () => ipcRenderer.send('trendroom-connect'));
