import { serveWorker } from '../core/host/index.ts';
import {
  describeBytes,
  describeFile,
  type HeaderCalls,
} from '../core/inference/models/imported/headerCalls.ts';

serveWorker<HeaderCalls>({
  file: (input) => describeFile(input),
  bytes: (input) => describeBytes(input),
});
