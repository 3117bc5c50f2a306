import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkspace, type Workspace } from './support/workspace.ts';

let workspace: Workspace;

beforeAll(async () => {
  workspace = await openWorkspace();
});
afterAll(() => workspace.close());

test('the token leaves the address bar, and a reload needs it no more', async () => {
  const page = await workspace.open();
  expect(page.url()).not.toContain(workspace.host.token);
  await page.reload();
  await page.getByRole('navigation', { name: 'Screens' }).waitFor();
  await page.context().close();
});

test('a wrong token is told in words, and shows nothing of the library', async () => {
  const context = await workspace.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${workspace.host.origin}/#token=${'x'.repeat(43)}`);
  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.textContent()).toContain('This link has expired');
  expect(await page.getByRole('navigation').count()).toBe(0);
  await context.close();
});

test('a page without the link is refused, and so is its socket', async () => {
  const context = await workspace.browser.newContext();
  const page = await context.newPage();
  await page.goto(workspace.host.origin);
  await page.getByRole('alert').waitFor();
  const closed = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const socket = new WebSocket(`ws://${location.host}/rpc`);
        socket.onopen = () => resolve('opened');
        socket.onerror = () => resolve('refused');
      }),
  );
  expect(closed).toBe('refused');
  await context.close();
});

test('a foreign page cannot read from the host, nor open its socket', async () => {
  const page = await workspace.open();
  await page.route('http://elsewhere.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<p>elsewhere</p>' }),
  );
  await page.goto('http://elsewhere.example/');
  const outcome = await page.evaluate(async (origin) => {
    const read = await fetch(`${origin}/api/videos`, { credentials: 'include' }).then(
      () => 'read',
      () => 'refused',
    );
    const socket = await new Promise((resolve) => {
      const opened = new WebSocket(`${origin.replace('http', 'ws')}/rpc`);
      opened.onopen = () => resolve('opened');
      opened.onerror = () => resolve('refused');
    });
    return { read, socket };
  }, workspace.host.origin);
  expect(outcome).toEqual({ read: 'refused', socket: 'refused' });
  await page.context().close();
});

test('another program on this machine gets nothing from the browser that opens the host', async () => {
  const page = await workspace.open();
  const received: IncomingHttpHeaders[] = [];
  const other = createServer(({ headers }, answer) => {
    received.push(headers);
    answer.setHeader('content-type', 'text/html').end('<p>another program</p>');
  });
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/`);
  // As a page of that program may: to its own address, again and from its scripts.
  await page.evaluate(() => fetch('/media/x', { credentials: 'include' }));
  expect(received.length).toBeGreaterThan(1);
  for (const { cookie = '', authorization = '' } of received) {
    const headers = { cookie, authorization };
    const replayed = await fetch(`${workspace.host.origin}/api/videos`, { headers });
    expect(replayed.status, `replayed ${cookie}`).toBe(401);
  }
  expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
  // Back on the host, the tab goes on.
  await page.goto(workspace.host.origin);
  await page.getByRole('navigation', { name: 'Screens' }).waitFor();
  await page.context().close();
  other.close();
});

test('no script of the page can turn a text into markup or code', async () => {
  const page = await workspace.open();
  const outcomes = await page.evaluate(() => {
    const outcome = (run: () => unknown): string => {
      try {
        run();
        return 'done';
      } catch {
        return 'refused';
      }
    };
    const element = document.createElement('div');
    return {
      innerHTML: outcome(() => {
        element.innerHTML = '<img src=x onerror=alert(1)>';
      }),
      insertAdjacentHTML: outcome(() => element.insertAdjacentHTML('beforeend', '<b>x</b>')),
      parseFromString: outcome(() => new DOMParser().parseFromString('<b>x</b>', 'text/html')),
      scriptUrl: outcome(() => {
        document.createElement('script').src = '/assets/x.js';
      }),
      policy: outcome(() => Reflect.get(window, 'trustedTypes').createPolicy('default', {})),
      textContent: outcome(() => {
        element.textContent = '<b>x</b>';
      }),
    };
  });
  expect(outcomes).toEqual({
    innerHTML: 'refused',
    insertAdjacentHTML: 'refused',
    parseFromString: 'refused',
    scriptUrl: 'refused',
    policy: 'refused',
    textContent: 'done',
  });
  await page.context().close();
});

test('a foreign name that leads to this machine is refused', async () => {
  const { port, token } = workspace.host;
  const statusFor = (host: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const headers = { host, authorization: `Bearer ${token}` };
      request({ port, path: '/api/videos', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
  expect(await statusFor(`evil.example:${port}`)).toBe(421);
  expect(await statusFor(`127.0.0.1:${port}`)).toBe(200);
});

test('when the host is started anew, an open page says that its link is over', async () => {
  const page = await workspace.open();
  const { port } = workspace.host;
  await workspace.host.stop();
  await page.getByText('Connection lost, reconnecting…').waitFor();
  await workspace.restart({ port });
  await page.getByText('This link has expired').waitFor({ timeout: 20_000 });
  await page.context().close();
});

test('a connection that breaks comes back by itself, with what happened meanwhile', async () => {
  const page = await workspace.browser
    .newContext({ viewport: { width: 1280, height: 800 } })
    .then((context) => context.newPage());
  let cut: (() => Promise<void>) | undefined;
  let open = true;
  await page.routeWebSocket('**/rpc', (socket) => {
    if (!open) {
      void socket.close();
      return;
    }
    const server = socket.connectToServer();
    cut = async () => {
      await server.close();
      await socket.close();
    };
  });
  await page.goto(workspace.host.url);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByText('Offline mode').waitFor();
  open = false;
  await cut?.();
  await page.getByText('Connection lost, reconnecting…').waitFor();
  // Another tab changes a setting meanwhile.
  const other = await workspace.open();
  await other.goto(`${workspace.host.origin}/settings`);
  await other.getByRole('switch', { name: 'Offline mode' }).click();
  await other.getByText('Offline', { exact: true }).waitFor();
  open = true;
  await page.getByText('Offline', { exact: true }).waitFor({ timeout: 20_000 });
  expect(await page.getByText('Connection lost, reconnecting…').count()).toBe(0);
  await other.getByRole('switch', { name: 'Offline mode' }).click();
  await page.context().close();
  await other.context().close();
});
