import type { BriefRecord, Citation, Draft } from '../../../contract/index.ts';
import { clockText } from '../evidence/clockText.ts';
import { exportTexts } from './exportTexts.ts';
import { marksOf, wishesOf } from './marksOf.ts';
import { pageStyle } from './pageStyle.ts';
import { stillKey } from './readStills.ts';

/** Even where something got past the escaping, the page runs nothing and loads nothing. */
const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/**
 * A brief as one page that needs nothing else: no script, pictures within it. Every text is hostile
 * (drafts of models, titles and quotes of videos) and escaped. `stills` are data URIs of this room's
 * own making, by {@link stillKey}.
 */
export function briefPage(record: BriefRecord, stills: ReadonlyMap<string, string>): string {
  const topic = escaped(record.brief.topic);
  const drafts = record.drafts.map((draft) => draftHtml(draft, stills)).join('\n');
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${topic}</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<h1 dir="auto">${topic}</h1>
<p dir="auto">${escaped(wishesOf(record).join(' · '))}</p>
<p>${exportTexts.note}</p>
</header>
<main>
${drafts === '' ? `<p>${exportTexts.none}</p>` : `<ol>\n${drafts}\n</ol>`}
</main>
</body>
</html>
`;
}

function draftHtml(draft: Draft, stills: ReadonlyMap<string, string>): string {
  const marks = [draft.hookPattern, ...marksOf(draft)].map((mark) => `<span>${mark}</span>`);
  return `<li>
<p class="marks">${marks.join(' ')}</p>
<h2 dir="auto">${escaped(draft.text)}</h2>
${draft.citations.map((citation) => citationHtml(citation, stills.get(stillKey(citation)))).join('\n')}${outlineHtml(draft)}
</li>`;
}

function outlineHtml({ outline = [] }: Draft): string {
  const rows = outline
    .filter(({ beat }) => beat !== 'hook')
    .map(({ beat, text, startMs, endMs, citations: [moment] }) => {
      const from = moment === undefined ? '' : `${moment.title}, ${clockText(moment.startMs)}`;
      return `<dt>${beat}</dt><dd><span dir="auto">${escaped(text ?? exportTexts.noBeat)}</span>
<small dir="auto">${clockText(startMs)} – ${clockText(endMs)} · ${escaped(from)}</small></dd>`;
    });
  return rows.length === 0 ? '' : `\n<dl>${rows.join('\n')}</dl>`;
}

function citationHtml(citation: Citation, still: string | undefined): string {
  const { title, startMs, endMs, quote } = citation;
  const picture = still === undefined ? '<i></i>' : `<img src="${still}" alt="">`;
  return `<figure>${picture}<figcaption><q dir="auto">${escaped(quote)}</q>
<small dir="auto">${escaped(title)}, ${clockText(startMs)} – ${clockText(endMs)}</small></figcaption></figure>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** As text or in a quoted attribute; without the characters that turn the reading direction. */
function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/[&<>"']/g, (found) => entities[found] ?? '');
}
