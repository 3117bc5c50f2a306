import { getLlama, LlamaLogLevel } from 'node-llama-cpp';
import { expect, test } from 'vitest';
import { tokenizerTexts } from '../../../../../test/support/tokenizerTexts.ts';
import { modelsFolder } from '../../../../cli/folders.ts';
import { engineOn } from '../../testing/engineFixture.ts';

/** The starter model's tokens beside those of node-llama-cpp; scripts/compareTokenizers.ts asks more. */

test('texts have the tokens that node-llama-cpp gives them, and tokens its texts', async () => {
  const texts = [...tokenizerTexts(400, 7), 'A text \ud800 with half a character.'];
  await engineOn(modelsFolder())({ poolTokens: 1_024 }, async ({ languageModel }) => {
    const { path } = await languageModel.model();
    const llama = await getLlama({ build: 'never', gpu: false, logLevel: LlamaLogLevel.disabled });
    const model = await llama.loadModel({ modelPath: path, vocabOnly: true });
    try {
      for (const text of texts) {
        const { tokens, texts: names } = await languageModel.tokenize({ prompt: text });
        const [begin, ...written] = tokens;
        expect(begin).toBe(model.tokens.bos);
        expect(names).toHaveLength(tokens.length);
        // Half a character is written as U+FFFD wherever text becomes UTF-8.
        const theirs = model.tokenize(text.toWellFormed(), false);
        expect(written).toEqual(theirs);
        const back = await languageModel.detokenize(written);
        expect(back).toBe(model.detokenize(theirs));
      }
    } finally {
      await llama.dispose();
    }
  });
});
