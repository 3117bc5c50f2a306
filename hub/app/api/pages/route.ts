import { revalidateTag } from 'next/cache';
import { after } from 'next/server';
import { type PublishedPage, pageVersion } from '../../../../src/contract/hub/page.ts';
import {
  hubPagesSchema,
  type PublishCall,
  publishAnswerSchema,
  publishCallSchema,
} from '../../../../src/contract/hub/publish.ts';
import { answered, jsonOf } from '../../../server/answered.ts';
import { refreshCopies } from '../../../server/away/refreshCopies.ts';
import { pathOfTag } from '../../../server/documents/documents.ts';
import { drawPicture } from '../../../server/found/drawPicture.ts';
import { hub } from '../../../server/hub.ts';
import { measureVisible } from '../../../server/monitor/monitor.ts';
import { refuse } from '../../../server/refusal.ts';
import { previewPath, readSigned } from '../../../server/signing.ts';

const previewMs = 24 * 3_600_000;

/** All pages, for a desk. */
export async function GET(request: Request): Promise<Response> {
  return answered(async () => {
    const { secret, store } = hub();
    await readSigned(request, secret);
    return hubPagesSchema.parse({ pages: await store.all() });
  });
}

/** A publish call: writes, then has every cached page that knows of it read anew. */
export async function POST(request: Request): Promise<Response> {
  return answered(async () => {
    const { secret, store, documents } = hub();
    const signed = await readSigned(request, secret);
    const call = readCall(signed.body);
    const calledAtMs = Date.now();
    // Before anything is changed: drawing takes a tenth of a second, and what is changed shows at once.
    const picture = 'page' in call ? await pictureOf(call.page) : undefined;
    const { page, latest, touched } = await store.apply(call, signed);
    // Also for a call that came again: the first may have ended before this.
    const tags = new Set(['pages', `page:${page.slug}`, ...touched]);
    for (const tag of tags) revalidateTag(tag, { expire: 0 });
    documents.empty([...tags].map(pathOfTag));
    if (picture !== undefined) await store.addPicture(page.key, latest, picture);
    await refreshCopies(hub(), call.action, tags);
    // A call that came again has been measured.
    const isNew = touched.length > 0;
    if (isNew && (call.action === 'publish' || call.action === 'rollback')) {
      const { path, updatedAtMs } = page;
      after(() => measureVisible(hub(), { path, updatedAtMs, calledAtMs }).catch(() => {}));
    }
    const preview =
      call.action === 'draft'
        ? previewPath(secret, page.key, latest, Date.now() + previewMs)
        : undefined;
    return publishAnswerSchema.parse({
      page: { ...page, ...(preview !== undefined && { previewPath: preview }) },
    });
  });
}

/** A page without a picture is as good: what cannot be drawn is left out. */
async function pictureOf(page: PublishedPage): Promise<Uint8Array | undefined> {
  return drawPicture(page, hub().name).catch(() => undefined);
}

/** Errors: `unknownVersion` and `invalid`, with the place that is wrong. */
function readCall(body: string): PublishCall {
  const parsed = publishCallSchema.safeParse(jsonOf(body));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  if (path === 'page.version') throw refuse('unknownVersion', `It knows version ${pageVersion}.`);
  throw refuse('invalid', `${path}: ${issue?.message ?? 'unknown'}`);
}
