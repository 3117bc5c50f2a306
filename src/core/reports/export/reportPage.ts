import type {
  Report,
  ReportCitation,
  ReportSection,
  ReportTable,
} from '../../../contract/index.ts';
import { escapedHtml as escaped, htmlPage, stillKey } from '../../drafts/index.ts';
import { cellText } from './cellText.ts';
import { chartSvg } from './chartSvg.ts';
import { appLink, publicLink, type VideoCitation } from './citationLinks.ts';
import { citationText } from './citationText.ts';
import { exportTexts } from './exportTexts.ts';
import { reportStyle } from './reportStyle.ts';

/** Where a still of a citation is taken: at its moment, else at the beginning. */
export function stillOf(citation: VideoCitation): {
  videoId: VideoCitation['videoId'];
  startMs: number;
} {
  const { videoId } = citation;
  return { videoId, startMs: citation.kind === 'moment' ? citation.startMs : 0 };
}

/** The citations of a report's sentences, each once, in their order: the numbers of its sources. */
export function sourcesOf({ sections }: Pick<Report, 'sections'>): VideoCitation[] {
  const found = new Map<string, VideoCitation>();
  for (const { sentences } of sections) {
    for (const citation of sentences.flatMap(({ citations }) => citations)) {
      if (citation.kind !== 'table') found.set(JSON.stringify(citation), citation);
    }
  }
  return [...found.values()];
}

/**
 * A report as one page that needs nothing else: no script, stills and charts within it. Every text is
 * hostile (titles, quotes, names, sentences of models) and escaped. `stills` are data URIs of this
 * program's own making.
 */
export function reportPage(report: Report, stills: ReadonlyMap<string, string>): string {
  const sources = sourcesOf(report);
  const numbers = new Map(sources.map((each, at) => [JSON.stringify(each), at + 1]));
  const numberOf = (citation: ReportCitation) => numbers.get(JSON.stringify(citation));
  const sections = report.sections.map((section) => sectionHtml(report, section, numberOf));
  const body = `<header>
<h1 dir="auto">${escaped(report.title)}</h1>
<p>${escaped(exportTexts.period(report))}</p>
<p dir="auto">${escaped(exportTexts.made(report))}</p>
</header>
<main>
${sections.join('\n')}
${absentHtml(report)}${sourcesHtml(sources, stills)}${definitionsHtml(report)}
</main>`;
  return htmlPage({ title: report.title, style: reportStyle, body });
}

function sectionHtml(
  report: Report,
  { title, sentences, charts, tables }: ReportSection,
  numberOf: (citation: ReportCitation) => number | undefined,
): string {
  const said = sentences.map(({ text, citations, support }) => {
    const marks = citations.flatMap((each) => numberOf(each) ?? []);
    const links = marks.map((mark) => `<sup><a href="#s${mark}">[${mark}]</a></sup>`).join('');
    if (support.by === 'code') return `<li dir="auto">${escaped(text)} ${links}</li>`;
    const by = `<span class="by">${escaped(exportTexts.byModel(support))}</span>`;
    return `<li dir="auto" class="model">${escaped(text)} ${links} ${by}</li>`;
  });
  const drawn = charts.map(
    (chart) => `<h3 dir="auto">${escaped(chart.name)}</h3>\n${chartSvg(chart)}`,
  );
  return `<section>
<h2>${escaped(title)}</h2>
${said.length === 0 ? '' : `<ul class="said">\n${said.join('\n')}\n</ul>`}
${drawn.join('\n')}
${tables.map((table) => tableHtml(table, report.definitions)).join('\n')}
</section>`;
}

function tableHtml(
  { name, columns, rows, moreRows }: ReportTable,
  definitions: Report['definitions'],
): string {
  const heads = columns.map(({ name: head, unit, measure }) => {
    const definition = measure === undefined ? undefined : definitions[measure];
    const title = definition === undefined ? '' : ` title="${escaped(definition)}"`;
    return `<th scope="col"${unit === 'text' ? '' : ' class="n"'}${title}>${escaped(head)}</th>`;
  });
  const lines = rows.map((row) => {
    const cells = columns.map((column, at) => {
      const { text, known } = cellText(row[at] ?? null, column);
      const span = known === undefined ? '' : ` <small>${escaped(known)}</small>`;
      if (column.unit === 'text') return `<td dir="auto">${escaped(text)}</td>`;
      return `<td class="n">${escaped(text)}${span}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<h3>${escaped(name)}</h3>
<div class="wide"><table${columns.length > 2 ? '' : ' class="few"'}><thead><tr>${heads.join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody></table></div>${moreRows === 0 ? '' : `\n<small>${exportTexts.more(moreRows)}</small>`}`;
}

function absentHtml({ absent }: Report): string {
  if (absent.length === 0) return '';
  const items = absent.map(
    ({ text, count }) =>
      `<li>${escaped(text)}${count === undefined ? '' : ` (${count.toLocaleString('en')})`}</li>`,
  );
  return `<section>\n<h2>${exportTexts.absent}</h2>\n<ul class="plain">${items.join('\n')}</ul>\n</section>\n`;
}

function sourcesHtml(
  sources: readonly VideoCitation[],
  stills: ReadonlyMap<string, string>,
): string {
  if (sources.length === 0) return '';
  const items = sources.map((citation, at) => {
    const still = stills.get(stillKey(stillOf(citation)));
    const picture = still === undefined ? '<i></i>' : `<img src="${still}" alt="">`;
    const { about, quote } = citationText(citation);
    const said = quote === undefined ? '' : `<q dir="auto">${escaped(quote)}</q>`;
    return `<li id="s${at + 1}"><b>${at + 1}</b>${picture}<div><span dir="auto">${escaped(citation.title)}</span> ${said}<small>${escaped(about)} · ${linksHtml(citation)}</small></div></li>`;
  });
  return `<section>\n<h2>${exportTexts.sources}</h2>\n<ol class="sources">\n${items.join('\n')}\n</ol>\n</section>\n`;
}

function linksHtml(citation: VideoCitation): string {
  const web = publicLink(citation);
  const own =
    citation.isGone === true
      ? escaped(exportTexts.gone)
      : `<a href="${escaped(appLink(citation))}">${exportTexts.open}</a>`;
  if (web === undefined) return own;
  return `${own} · <a href="${escaped(web)}" rel="noreferrer noopener">${exportTexts.web}</a>`;
}

function definitionsHtml({ definitions }: Report): string {
  const items = Object.entries(definitions).map(
    ([name, text]) => `<dt>${escaped(spaced(name))}</dt><dd>${escaped(text)}</dd>`,
  );
  if (items.length === 0) return '';
  return `<section>\n<h2>${exportTexts.definitions}</h2>\n<dl>${items.join('\n')}</dl>\n</section>`;
}

/** `medianViews` as words. */
function spaced(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
