import type { BriefRecord, Citation, Draft } from '../../../contract/index.ts';
import { clockText } from '../evidence/clockText.ts';
import { exportTexts } from './exportTexts.ts';
import { escapedHtml as escaped, htmlPage } from './htmlPage.ts';
import { marksOf, wishesOf } from './marksOf.ts';
import { pageStyle } from './pageStyle.ts';
import { stillKey } from './readStills.ts';

/**
 * A brief as one page that needs nothing else: no script, pictures within it. Every text is hostile
 * (drafts of models, titles and quotes of videos) and escaped. `stills` are data URIs of this room's
 * own making, by {@link stillKey}.
 */
export function briefPage(record: BriefRecord, stills: ReadonlyMap<string, string>): string {
  const topic = escaped(record.brief.topic);
  const drafts = record.drafts.map((draft) => draftHtml(draft, stills)).join('\n');
  const body = `<header>
<h1 dir="auto">${topic}</h1>
<p dir="auto">${escaped(wishesOf(record).join(' · '))}</p>
<p>${exportTexts.note}</p>
</header>
<main>
${drafts === '' ? `<p>${exportTexts.none}</p>` : `<ol>\n${drafts}\n</ol>`}
</main>`;
  return htmlPage({ title: record.brief.topic, style: pageStyle, body });
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
