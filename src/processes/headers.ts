import { runInBackground } from '../core/base/index.ts';
import { serveWorker } from '../core/host/index.ts';
import {
  describeBytes,
  describeFile,
  type HeaderCalls,
} from '../core/inference/models/imported/headerCalls.ts';

runInBackground();
serveWorker<HeaderCalls>({
  file: (input) => describeFile(input),
  bytes: (input) => describeBytes(input),
});
