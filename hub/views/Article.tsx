import type { ReactNode } from 'react';
import type { PublishedPage } from '../../src/contract/hub/page.ts';
import { Block } from './Block.tsx';

/**
 * A published page: how fresh it is (`children`), its blocks, then what it rests on. All of it is text. A
 * summary that a paragraph says, too, is for lists and search engines alone.
 */
export function Article({ page, children }: { page: PublishedPage; children: ReactNode }) {
  const { title, summary, author, topics, sources, blocks } = page;
  const isSaid = blocks.some((block) => block.kind === 'paragraph' && block.text === summary);
  return (
    <>
      <h1>{title}</h1>
      {!isSaid && <p className="summary">{summary}</p>}
      <p className="about">
        By {author}
        {topics.length > 0 && ' · '}
        {topics.map(({ slug, name }, at) => (
          <span key={slug}>
            {at > 0 && ', '}
            <a href={`/topics/${slug}`}>{name}</a>
          </span>
        ))}
      </p>
      {children}
      {blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no identity but their place
        <Block key={at} block={block} sources={sources.length} />
      ))}
      {sources.length > 0 && (
        <section aria-labelledby="sources">
          <h2 id="sources">Sources</h2>
          <ol className="sources">
            {sources.map(({ label, url }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: its number is its identity
              <li key={at} id={`source-${at + 1}`}>
                {url === undefined ? (
                  label
                ) : (
                  <a href={url} rel="nofollow ugc noreferrer">
                    {label}
                  </a>
                )}
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}
