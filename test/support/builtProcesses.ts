import { programsFolder } from '../../scripts/programs.mjs';
import { startProcessesFrom } from '../../src/core/base/index.ts';

/** Tests run the sources; the processes that they start load two thousand modules less from a build. */
startProcessesFrom(await programsFolder());
