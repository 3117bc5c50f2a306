/** PP-OCR bare: reads every picture that it is given. */
import { availableParallelism } from 'node:os';
import Ocr from '@gutenye/ocr-node';

const ocr = await Ocr.create({ onnxOptions: { intraOpNumThreads: availableParallelism() } });
for (const path of process.argv.slice(2)) await ocr.detect(path);
process.exit(0);
