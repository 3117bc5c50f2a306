import { serveWorker } from '../core/host/index.ts';
import type { VisionCalls } from '../core/ingest/screen/visionCalls.ts';
import { VisionEngine } from '../core/ingest/screen/visionEngine.ts';
import { ObjectEngine } from '../core/ingest/seeing/objectEngine.ts';

const objects = new ObjectEngine();
const engine = new VisionEngine();

serveWorker<VisionCalls>({
  findObjects: (input) => objects.findObjects(input),
  readFrame: (input) => engine.readFrame(input),
});
