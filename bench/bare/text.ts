/** PP-OCR bare: reads every picture that it is given. */
import { availableParallelism } from 'node:os';

// Before the library is loaded: it reports to its maker otherwise.
process.env.ORT_DISABLE_TELEMETRY = '1';
const { default: Ocr } = await import('@gutenye/ocr-node');
const ocr = await Ocr.create({ onnxOptions: { intraOpNumThreads: availableParallelism() } });
for (const path of process.argv.slice(2)) await ocr.detect(path);
process.exit(0);
