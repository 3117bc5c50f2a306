import { serveWorker } from '../core/host/index.ts';
import type { EngineCalls } from '../core/inference/engine/engineCalls.ts';
import { LlamaEngine } from '../core/inference/engine/llamaEngine.ts';

serveWorker<EngineCalls>(new LlamaEngine());
