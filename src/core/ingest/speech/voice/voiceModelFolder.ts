import { fileURLToPath } from 'node:url';

/** Silero VAD 6.2.3, 1.2 MB, of the PyPI package `silero-vad`; its licence (MIT) lies beside it. */
export const voiceModelFolder = fileURLToPath(new URL('./voiceModel', import.meta.url));
