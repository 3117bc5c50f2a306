import { Buffer } from 'node:buffer';
import { FormData } from 'undici';

/** A PNG of one grey dot, 28 x 28 after the model's own scaling. */
export const greyPicture =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';

/** An MP4 of two grey frames in a second, 32 x 32, H.264. */
export const greyClip: string = [
  'data:video/mp4;base64,',
  'AAAAIGZ0eXBpc29tAAACAGlzb21pc28yYXZjMW1wNDEAAAAIZnJlZQAAACNtZGF0AAAAAWWIhAaomKAAJvMnXXgAAAABQZog',
  'GqLAAAAC9G1vb3YAAABsbXZoZAAAAAAAAAAAAAAAAAAAQAAAAEAAAAEAAAEAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAAAA',
  'AQAAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIAAAJDdHJhawAAAFx0a2hkAAAAAwAAAAAA',
  'AAAAAAAAAQAAAAAAAEAAAAAAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAAQAAAAAAgAAAA',
  'IAAAAAAAJGVkdHMAAAAcZWxzdAAAAAAAAAABAABAAAAAAAAAAQAAAAABu21kaWEAAAAgbWRoZAAAAAAAAAAAAAAAAAAAQAAA',
  'AEAAVcQAAAAAAC1oZGxyAAAAAAAAAAB2aWRlAAAAAAAAAAAAAAAAVmlkZW9IYW5kbGVyAAAAAWZtaW5mAAAAFHZtaGQAAAAB',
  'AAAAAAAAAAAAAAAkZGluZgAAABxkcmVmAAAAAAAAAAEAAAAMdXJsIAAAAAEAAAEmc3RibAAAAKZzdHNkAAAAAAAAAAEAAACW',
  'YXZjMQAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAAAgACAASAAAAEgAAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  'AAAAAAAAABj//wAAACxhdmNDAULAFP/hABVnQsAU2iWhAAADAAEAAAMABA8UKqABAARozjyAAAAAFGJ0cnQAAAAAAAATmAAA',
  'ANgAAAAYc3R0cwAAAAAAAAABAAAAAgAAIAAAAAAUc3RzcwAAAAAAAAABAAAAAQAAABxzdHNjAAAAAAAAAAEAAAABAAAAAgAA',
  'AAEAAAAcc3RzegAAAAAAAAAAAAAAAgAAABEAAAAKAAAAFHN0Y28AAAAAAAAAAQAAADAAAAA9dWR0YQAAADVtZXRhAAAAAAAA',
  'ACFoZGxyAAAAAAAAAABtZGlyYXBwbAAAAAAAAAAAAAAAAAhpbHN0',
].join('');

/** Half a second of silence, 16 kHz, as a WAV file (RIFF header of 44 bytes, 16-bit PCM). */
export function silence(model: string, format: 'json' | 'verbose_json'): FormData {
  const dataBytes = 16_000;
  const wav = Buffer.alloc(44 + dataBytes);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + dataBytes, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(16_000, 24);
  wav.writeUInt32LE(32_000, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(dataBytes, 40);
  const form = new FormData();
  form.set('model', model);
  form.set('file', new Blob([wav], { type: 'audio/wav' }), 'silence.wav');
  form.set('response_format', format);
  if (format === 'verbose_json') form.set('timestamp_granularities[]', 'word');
  return form;
}
