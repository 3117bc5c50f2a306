const words = {
  404: {
    title: 'Not found',
    text: 'There is no page at this address. It may have been mistyped.',
  },
  410: {
    title: 'Gone',
    text: 'This page was taken down by its authors and will not come back at this address.',
  },
  503: {
    title: 'Away for a moment',
    text: 'The hub’s database does not answer. Try again in a minute.',
  },
} as const;

/** A page that needs no database and no script. */
export function plainPage(status: keyof typeof words): string {
  const { title, text } = words[status];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title><link rel="stylesheet" href="/hub.css"></head>
<body><main id="content"><h1>${title}</h1><p>${text}</p><p><a href="/">All pages</a></p></main></body></html>`;
}
