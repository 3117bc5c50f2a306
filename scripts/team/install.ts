/**
 * `npm run team:install`: everything that `npm run test:team` and `npm run test:api` start, into
 * their cache. It waits for the network most of the time; `.ci/run` does it beside the compiler.
 */
import { installPostgres, installSchemathesis, installVllm } from './tools.ts';
import { modelFolders } from './vllm.ts';

await installPostgres();
await installSchemathesis();
await modelFolders(await installVllm());
