import { randomUUID } from 'node:crypto';
import { type MediaReference, mediaReferenceSchema } from '../../../../contract/index.ts';
import type { FilePiece, OutgoingBody } from '../../endpoints/outgoingBody.ts';
import type { MediaFile } from './mediaFiles.ts';

type Json = Readonly<Record<string, unknown>>;

/** JSON whose media stand in it as data URLs, in the order in which the body names them. */
export function encodeJson(body: Json, media: readonly MediaFile[]): OutgoingBody {
  // Nothing that a body says can look like this.
  const mark = randomUUID();
  let next = 0;
  const text = JSON.stringify(
    replaced(body, (reference) => {
      const index = next++;
      const url = `data:${media[index]?.contentType};base64,${mark}:${index}:`;
      return partOf(reference, url);
    }),
  );
  const pieces = text.split(new RegExp(`${mark}:(\\d+):`)).map((piece, i) => {
    // Every other piece is the number of a file.
    const file = i % 2 === 1 ? media[Number(piece)] : undefined;
    return file === undefined ? piece : filePiece(file, 'base64');
  });
  return { contentType: 'application/json', pieces };
}

/**
 * A form (RFC 7578) whose first medium is its `file`; all else are its fields, lists as a field for
 * each value. No file name of the user's is told.
 */
export function encodeForm(body: Json, [file]: readonly MediaFile[]): OutgoingBody {
  const boundary = `trendroom-${randomUUID()}`;
  const pieces: (string | FilePiece)[] = [];
  const part = (disposition: string): string =>
    `--${boundary}\r\ncontent-disposition: form-data; ${disposition}\r\n`;
  for (const [name, value] of Object.entries(body)) {
    if (mediaReferenceSchema.safeParse(value).success || value === undefined) continue;
    const field = Array.isArray(value) ? `${name}[]` : name;
    for (const each of Array.isArray(value) ? value : [value]) {
      pieces.push(`${part(`name="${escaped(field)}"`)}\r\n${String(each)}\r\n`);
    }
  }
  if (file !== undefined) {
    const head = part(`name="file"; filename="sound${extensionOf(file)}"`);
    pieces.push(
      `${head}content-type: ${file.contentType}\r\n\r\n`,
      filePiece(file, 'bytes'),
      '\r\n',
    );
  }
  pieces.push(`--${boundary}--\r\n`);
  return { contentType: `multipart/form-data; boundary=${boundary}`, pieces };
}

function filePiece({ path, sizeBytes }: MediaFile, encoding: FilePiece['encoding']): FilePiece {
  return { path, sizeBytes, encoding };
}

function extensionOf({ path }: MediaFile): string {
  return /\.[a-z0-9]+$/.exec(path)?.[0] ?? '';
}

/** As browsers escape the names of form fields. */
function escaped(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function partOf({ what }: MediaReference, url: string): unknown {
  return what === 'video'
    ? { type: 'video_url', video_url: { url } }
    : { type: 'image_url', image_url: { url } };
}

function replaced(value: unknown, part: (reference: MediaReference) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const reference = mediaReferenceSchema.safeParse(value);
  if (reference.success) return part(reference.data);
  if (Array.isArray(value)) return value.map((each) => replaced(each, part));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, replaced(each, part)]),
  );
}
