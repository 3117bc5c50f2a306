import type { Hub } from '../hub.ts';
import type { ReadyDocument } from './documents.ts';

/** Says to the proxy that the hub asks itself: the value is known in this process alone. */
export const innerHeader = 'x-hub-inner';
const renderMs = 10_000;

/**
 * Has Next.js render a path, and takes its scripts out: the pages have nothing that needs one, and
 * without them a document has no nonce of its own and is the same for every reader. What is data for
 * search engines stays. Undefined where there is no such document, or it does not say when it was read.
 */
export async function renderDocument(
  { innerToken }: Pick<Hub, 'innerToken'>,
  path: string,
): Promise<ReadyDocument | undefined> {
  try {
    const answer = await fetch(`http://127.0.0.1:${process.env.PORT}${path}`, {
      ...{ cache: 'no-store', redirect: 'manual', signal: AbortSignal.timeout(renderMs) },
      headers: { [innerHeader]: innerToken, connection: 'close' },
    });
    if (answer.status !== 200) return undefined;
    const html = (await answer.text())
      .replaceAll(/<script(?![^>]*application\/ld\+json)[^>]*>[\s\S]*?<\/script>/g, '')
      .replaceAll(/<link[^>]*as="script"[^>]*>/g, '');
    const [, readAtMs] = /data-read-at="(\d+)"/.exec(html) ?? [];
    return readAtMs === undefined ? undefined : { html, readAtMs: Number(readAtMs) };
  } catch {
    return undefined;
  }
}
