import { runKilled } from '../../src/core/remote/batches/testing/runKilled.ts';
import { startFakeServer } from '../../src/core/remote/testing/fakeServer.ts';
import { openDevice } from '../../test/team/support/device.ts';
import type { BenchmarkRow } from '../benchmark.ts';

const bar = 1;
const rows = 10_000;
const kills = 20;

/**
 * A batch whose process is killed (SIGKILL) at random moments: requests that are sent again, beside
 * those that were under way at the kills. The server is a double on loopback that answers after 2
 * to 10 ms. Throws unless every row is stored once.
 */
export async function killsBench(): Promise<{ row: BenchmarkRow; notes: string[] }> {
  const server = await startFakeServer();
  const device = await openDevice();
  try {
    await device.addServer(server.url, 'chat');
    const run = await runKilled({
      ...{
        batches: device.batches,
        server,
        libraryDirectory: device.library.directory,
        rows,
        kills,
      },
      requestsToKill: () => Math.floor((rows / kills) * (0.5 + 0.9 * Math.random())),
      answerInMs: () => 2 + 8 * Math.random(),
    });
    const { requestsSent, stored, storedTwice, askedAgain, askedAgainInVain, underWay } = run;
    if (stored !== rows || storedTwice > 0) {
      throw new Error(`${stored} of ${rows} rows are stored, ${storedTwice} twice.`);
    }
    const underWayAtKills = underWay.reduce((sum, each) => sum + each, 0);
    const ratio = askedAgain / underWayAtKills;
    return {
      row: {
        what: `${rows} rows, killed ${kills} times: asked again, beside under way at the kills`,
        ours: `${askedAgain} requests`,
        peer: `${underWayAtKills} requests`,
        ...{ ratio, bar },
        holds: ratio <= bar && askedAgainInVain === 0,
      },
      notes: [
        `Requests sent ${requestsSent}, stored ${stored}, stored twice ${storedTwice}, asked again ` +
          `${askedAgain} (${askedAgainInVain} of them already stored).`,
        `Under way at each kill: ${underWay.join(', ')}.`,
      ],
    };
  } finally {
    await device.close();
    await server.close();
  }
}
