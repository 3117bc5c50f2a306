/** Voices of espeak-ng, at speeds that Whisper understands, and the usual frame. */
export const anna = { name: 'en-us+f3', wordsPerMinute: 152 } as const;
export const ben = { name: 'en-us', wordsPerMinute: 150 } as const;
export const cora = { name: 'en-gb', wordsPerMinute: 150 } as const;
export const lucia = { name: 'es-419+f2', wordsPerMinute: 135 } as const;

export const tall = { width: 540, height: 960 } as const;
