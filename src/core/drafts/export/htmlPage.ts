/** Even where something got past the escaping, the page runs nothing and loads nothing. */
const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/**
 * A page that needs nothing else: no script, pictures within it. `title` is escaped here; `style` and
 * `body` are this program's own, with every text in them escaped.
 */
export function htmlPage({
  title,
  style,
  body,
}: {
  title: string;
  style: string;
  body: string;
}): string {
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapedHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** As text or in a quoted attribute; without the characters that turn the reading direction. */
export function escapedHtml(text: string): string {
  return text
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/[&<>"']/g, (found) => entities[found] ?? '');
}
