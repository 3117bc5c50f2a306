import { serveWorker } from '../core/host/index.ts';
import type { EngineCalls } from '../core/inference/engine/engineCalls.ts';
import { PagedEngine } from '../core/inference/engine/pagedEngine.ts';

serveWorker<EngineCalls>(new PagedEngine());
