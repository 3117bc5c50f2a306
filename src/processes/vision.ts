import { serveWorker } from '../core/host/index.ts';
import type { VisionCalls } from '../core/ingest/screen/visionCalls.ts';
import { VisionEngine } from '../core/ingest/screen/visionEngine.ts';

const engine = new VisionEngine();

serveWorker<VisionCalls>({
  readFrame: (input) => engine.readFrame(input),
});
