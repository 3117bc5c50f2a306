import type { Report, ReportCell, ReportCitation, ReportTable } from '../../../contract/index.ts';
import { plainText } from '../../drafts/index.ts';
import { cellText } from './cellText.ts';
import { appLink, publicLink, type VideoCitation } from './citationLinks.ts';
import { citationText } from './citationText.ts';
import { exportTexts } from './exportTexts.ts';

/**
 * A report as CommonMark with tables. Every text is hostile: it is one line, without invisible
 * characters, and nothing of it is markup, HTML or a link.
 */
export function reportMarkdown(report: Report): string {
  const sources = new SourceList();
  const sections = report.sections.map(({ title, sentences, tables }) =>
    [
      `## ${escaped(title)}`,
      ...sentences.map(({ text, citations, support }) => {
        const marks = citations.flatMap((each) => sources.numberOf(each) ?? []);
        const cited = marks.length === 0 ? '' : ` ${marks.map((mark) => `\\[${mark}\\]`).join('')}`;
        const by = support.by === 'model' ? ` *(${exportTexts.byModel(support)})*` : '';
        return `- ${escaped(text)}${cited}${by}`;
      }),
      ...tables.map(tableText),
    ].reduce((text, part) => text + (part.startsWith('- ') && text !== '' ? '\n' : '\n\n') + part),
  );
  const parts = [
    `# ${escaped(report.title)}`,
    `${exportTexts.period(report)}. ${exportTexts.made(report)}`,
    ...sections,
    ...(report.absent.length === 0
      ? []
      : [
          `## ${exportTexts.absent}`,
          report.absent
            .map(
              ({ text, count }) => `- ${escaped(text)}${count === undefined ? '' : ` (${count})`}`,
            )
            .join('\n'),
        ]),
    ...(sources.list.length === 0
      ? []
      : [`## ${exportTexts.sources}`, sources.list.map(sourceText).join('\n')]),
    `## ${exportTexts.definitions}`,
    Object.values(report.definitions)
      .map((text) => `- ${escaped(text)}`)
      .join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Citations by their number, each once. */
class SourceList {
  readonly list: VideoCitation[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(citation: ReportCitation): number | undefined {
    if (citation.kind === 'table') return undefined;
    const key = JSON.stringify(citation);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.list.push(citation);
    this.#numbers.set(key, this.list.length);
    return this.list.length;
  }
}

function sourceText(citation: VideoCitation, at: number): string {
  const { about, quote } = citationText(citation);
  const web = publicLink(citation);
  const links = [
    ...(citation.isGone === true
      ? [exportTexts.gone]
      : [`[${exportTexts.open}](${appLink(citation)})`]),
    ...(web === undefined ? [] : [`[${exportTexts.web}](<${web}>)`]),
  ];
  const said = quote === undefined ? '' : `: “${escaped(quote)}”`;
  return `${at + 1}. ${escaped(citation.title)}, ${about}${said} (${links.join(', ')})`;
}

function tableText({ name, columns, rows, moreRows }: ReportTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const cell = (value: ReportCell, at: number): string => {
    const column = columns[at];
    if (column === undefined) return '';
    const { text, known } = cellText(value, column);
    return escaped(known === undefined ? text : `${text} (${known})`);
  };
  return [
    `**${escaped(name)}**\n`,
    line(columns.map((column) => escaped(column.name))),
    line(columns.map(({ unit }) => (unit === 'text' ? '---' : '---:'))),
    ...rows.map((row) => line(row.map(cell))),
    ...(moreRows === 0 ? [] : [`\n${exportTexts.more(moreRows)}`]),
  ].join('\n');
}

/** All ASCII punctuation that CommonMark gives a meaning to, and the sign of an HTML entity. */
function escaped(text: string): string {
  return plainText(text, Infinity)
    .replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&')
    .replace(/^[-+]/u, '\\$&')
    .replace(/^(\d+)([.)])(?=\s)/u, '$1\\$2')
    .replace(/(https?):\/\//giu, '$1\\://')
    .replace(/\bwww\./giu, 'www\\.');
}
