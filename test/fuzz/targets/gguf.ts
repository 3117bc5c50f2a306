import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelIdSchema } from '../../../src/contract/index.ts';
import { planMemory } from '../../../src/core/inference/engine/loop/models/memoryPlan.ts';
import { verifyModelFile } from '../../../src/core/inference/engine/verifyModelFile.ts';
import { describeModelFile } from '../../../src/core/inference/models/imported/describeModelFile.ts';
import { expectThat, type FuzzTarget } from '../fuzzTarget.ts';

/** A model file that is described before it is taken, and whose header is read for the plan of its memory. */
export const target: FuzzTarget = {
  name: 'gguf',
  codes: ['model.damaged'],
  words: ['GGUF', 'general.architecture', 'llama.block_count', 'llama.attention.head_count'],
  run: async (input, scratch) => {
    const path = join(scratch, 'model.gguf');
    writeFileSync(path, input);
    const version = createHash('sha256').update(input).digest('hex');
    const file = { id: modelIdSchema.parse('fuzzed'), path, version };
    const { name, memoryBytes } = await describeModelFile(path);
    expectThat(name.length > 0 && name.length <= 200, 'a model has a name of bounded length');
    expectThat(memoryBytes >= 0, 'its memory is a number');
    const plan = await planMemory(file, { poolTokens: 0, kvType: 'f16' });
    const numbers = [plan.bytesPerToken, plan.poolBytes, plan.poolTokens, plan.maxRequestTokens];
    expectThat(
      numbers.every((number) => Number.isFinite(number) && number > 0),
      'a plan is made of positive numbers',
    );
    await verifyModelFile(file, new AbortController().signal);
  },
};
