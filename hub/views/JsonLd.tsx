/** Data for search engines. `<` is escaped, so that no text of a page ends the element. */
export function JsonLd({ data }: { data: Record<string, unknown> }) {
  const text = JSON.stringify(data).replaceAll('<', '\\u003c');
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON without "<" cannot be markup
    <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: text }} />
  );
}
