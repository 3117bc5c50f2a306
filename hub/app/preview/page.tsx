import type { Metadata } from 'next';
import { connection } from 'next/server';
import { hub } from '../../server/hub.ts';
import { readPreview } from '../../server/signing.ts';
import { Article } from '../../views/Article.tsx';
import { FreshnessLine } from '../../views/FreshnessLine.tsx';

export const metadata: Metadata = { title: 'Preview', robots: { index: false, follow: false } };

/** One version, online or not, for whoever has its signed link. */
export default async function Preview({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  await connection();
  const { secret, store } = hub();
  const wanted = readPreview(secret, await searchParams);
  const shown = wanted && (await store.version(wanted.key, wanted.version));
  if (shown === undefined) {
    return (
      <>
        <h1>No preview</h1>
        <p>The link is over or was altered. Make a new one on the desk.</p>
      </>
    );
  }
  return (
    <article>
      <p className="note">Preview: only this link shows it.</p>
      <Article page={shown.page}>
        <FreshnessLine
          route="/preview"
          {...{ updatedAtMs: shown.updatedAtMs, dataAsOfMs: shown.page.dataAsOfMs }}
          readAtMs={Date.now()}
        />
      </Article>
    </article>
  );
}
