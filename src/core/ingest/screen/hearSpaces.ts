import { InferenceSession, type OnnxValue } from 'onnxruntime-node';

/**
 * PP-OCR's recogniser scores, at each step, "no character" (class 0) and each character, the
 * space last. Between words, most of all between capitals, the space often scores .2 to .4 and
 * loses to "no character": WAIT FOR IT is read as WAITFORIT. Beside letters it scores below .1.
 */
const spaceScore = 0.15;

/** The recogniser knows thousands of characters; the detector's output has no such dimension. */
const minClasses = 1_000;

let installed = false;

/**
 * Makes recognition take such a space. The library offers no hook between the model's scores and
 * its text, so the sessions it creates are watched; only in the vision process, once.
 */
export function hearSpaces(): void {
  if (installed) return;
  installed = true;
  const create = InferenceSession.create.bind(InferenceSession);
  Object.assign(InferenceSession, {
    create: async (path: string, options: InferenceSession.SessionOptions) => {
      const session = await create(path, options);
      const run = session.run.bind(session);
      return Object.assign(session, {
        run: async (feeds: InferenceSession.FeedsType, runOptions: InferenceSession.RunOptions) => {
          const outputs = await run(feeds, runOptions);
          for (const output of Object.values(outputs)) preferSpaces(output);
          return outputs;
        },
      });
    },
  });
}

function preferSpaces(output: OnnxValue): void {
  const [, , classes = 0] = output.dims;
  if (output.dims.length !== 3 || classes < minClasses) return;
  const { data } = output;
  if (!(data instanceof Float32Array)) return;
  for (let at = 0; at + classes <= data.length; at += classes) {
    const space = data[at + classes - 1] ?? 0;
    if (space < spaceScore) continue;
    data[at + classes - 1] = Math.max(space, data[at] ?? 0);
    data[at] = 0;
  }
}
