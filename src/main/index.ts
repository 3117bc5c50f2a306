import { app } from 'electron';
import { keepFilesPrivate } from '../core/base/index.ts';
import { registerAppScheme } from './appScheme.ts';
import { endWith } from './reportFaults.ts';
import { startDesktop } from './startDesktop.ts';

keepFilesPrivate();
// Every renderer in the sandbox, also one that something opens later.
app.enableSandbox();
registerAppScheme();

// A second start shows the window of the first: see startDesktop.
if (!app.requestSingleInstanceLock()) app.quit();
else
  app
    .whenReady()
    .then(startDesktop)
    .catch((error: unknown) => endWith(error));
