/** node-llama-cpp bare: embeds the texts of a JSON file, one after the other. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';

const [modelPath = '', textsFile = ''] = process.argv.slice(2);
const texts = JSON.parse(await readFile(textsFile, 'utf8')) as string[];
const threads = availableParallelism();
const llama = await getLlama({
  build: 'never',
  gpu: false,
  logLevel: LlamaLogLevel.disabled,
  maxThreads: threads,
});
const model = await llama.loadModel({ modelPath });
// As the product does: a context of the model's length, and one thread a core.
const context = await model.createEmbeddingContext({ contextSize: 512, batchSize: 512, threads });
for (const text of texts) await context.getEmbeddingFor(text);
process.exit(0);
