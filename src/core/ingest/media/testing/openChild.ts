/** Opens each file that it is given, `guarded` as the program does or `bare`, for the recorder that runs it. */
import { Demuxer } from 'node-av/api';
import { toAppError } from '../../../base/index.ts';
import { probeMedia } from '../probeMedia.ts';

const [how, ...paths] = process.argv.slice(2);
for (const path of paths) {
  try {
    if (how === 'guarded') await probeMedia(path);
    else await Demuxer.open(path, { options: { allowed_extensions: 'ALL' } });
    process.stdout.write('opened\n');
  } catch (error) {
    process.stdout.write(`${toAppError(error).code}\n`);
  }
}
process.exit(0);
