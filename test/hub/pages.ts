import { type PublishedPage, publishedPageSchema } from '../../src/contract/index.ts';

export const hostile = `</script><script>window.hacked=1</script><img src=x onerror="window.hacked=1"> & ]]>`;

/** A page of every kind of block, whose texts are hostile. */
export function testPage(slug: string, change: Partial<PublishedPage> = {}): PublishedPage {
  return publishedPageSchema.parse({
    ...{ version: 1, key: `test:${slug}`, kind: 'report', slug, title: `On ${slug} ${hostile}` },
    ...{ summary: hostile, author: hostile, dataAsOfMs: Date.UTC(2026, 10, 30, 13, 55) },
    topics: [{ slug: 'bread', name: 'Bread' }],
    sources: [{ label: hostile, url: 'https://video.example/1' }, { label: 'No address' }],
    blocks: [
      { kind: 'heading', text: hostile },
      { kind: 'paragraph', text: hostile, sources: [0, 1] },
      {
        ...{ kind: 'table', caption: 'Channels', columns: ['Name', hostile], moreRows: 3 },
        rows: [[hostile, '1.2']],
      },
      { kind: 'bars', caption: 'Shares', bars: [{ label: hostile, value: 2, text: '2' }] },
      { kind: 'note', text: hostile },
    ],
    ...change,
  });
}
