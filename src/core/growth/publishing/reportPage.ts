import {
  type PageBlock,
  type PageSource,
  type PublishedPage,
  pageVersion,
  publishedPageSchema,
  type Report,
  type ReportCitation,
  type ReportTable,
} from '../../../contract/index.ts';
import { plainText } from '../../drafts/index.ts';
import { cellText, citationText, formatNumber, publicLink } from '../../reports/index.ts';
import { publishingTexts as texts } from './publishingTexts.ts';

const maxSources = 500;
const maxRows = 100;

/**
 * A report as a page of a hub: its sentences with their sources, tables, charts, and what is missing.
 * Quotes and addresses of videos that have one in public are on it; files and stills are not.
 */
export function reportPage(report: Report): PublishedPage {
  const sources = new Sources();
  const blocks: PageBlock[] = [];
  for (const section of report.sections) {
    blocks.push({ kind: 'heading', text: short(section.title, 300) });
    for (const { text, citations } of section.sentences) {
      const cited = citations.flatMap((citation) => sources.placeOf(citation) ?? []);
      blocks.push({ kind: 'paragraph', text: short(text, 5_000), sources: cited.slice(0, 50) });
    }
    for (const chart of section.charts) {
      if (chart.kind !== 'intervals' || chart.points.length === 0) continue;
      const bars = chart.points.slice(0, 100).map(({ name, value }) => ({
        ...{ label: plainText(name, 200), value, text: formatNumber(value, chart.unit) },
      }));
      blocks.push({ kind: 'bars', caption: short(chart.name, 300), bars });
    }
    for (const table of section.tables) blocks.push(tableBlock(table));
  }
  if (report.absent.length > 0) blocks.push({ kind: 'heading', text: texts.missing });
  for (const { text } of report.absent) blocks.push({ kind: 'note', text: short(text, 1_000) });
  const definitions = Object.values(report.definitions);
  if (definitions.length > 0) blocks.push({ kind: 'heading', text: texts.definitions });
  for (const text of definitions) {
    blocks.push({ kind: 'paragraph', text: short(text, 5_000), sources: [] });
  }
  const [first] = report.sections.flatMap(({ sentences }) => sentences);
  return publishedPageSchema.parse({
    ...{ version: pageVersion, key: reportKey(report.id), kind: 'report' },
    ...{
      // Two reports may have one title: the end of the id tells them apart.
      slug: slugOf(`${report.title} ${report.id.slice(-6)}`, `report-${report.id}`),
      title: short(report.title, 300),
    },
    summary: short(first?.text ?? report.title, 1_000),
    author: texts.author,
    topics: report.subjects.flatMap(({ kind, name }) => {
      const slug = slugOf(name, '');
      return kind === 'topic' && slug !== '' ? [{ slug, name: short(name, 200) }] : [];
    }),
    ...{ sources: sources.list, dataAsOfMs: report.asOfMs, blocks: blocks.slice(0, 500) },
  } satisfies PublishedPage);
}

/** What a hub knows a report by. */
export function reportKey(reportId: string): string {
  return `report:${reportId}`;
}

/** Letters of other scripts have no place in a slug: without any that are left, `otherwise`. */
function slugOf(text: string, otherwise: string): string {
  const slugged = (from: string): string =>
    from
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/\p{M}/gu, '')
      .replaceAll(/[^a-z0-9]+/g, '-')
      .slice(0, 80)
      .replaceAll(/^-+|-+$/g, '');
  return slugged(text) || slugged(otherwise);
}

/** Sources by their place in the list, each once. */
class Sources {
  readonly list: PageSource[] = [];
  readonly #places = new Map<string, number>();

  placeOf(citation: ReportCitation): number | undefined {
    if (citation.kind === 'table') return undefined;
    const { about, quote } = citationText(citation);
    const said = quote === undefined ? '' : `: “${plainText(quote, 200)}”`;
    const label = short(`${plainText(citation.title, 200)}, ${about}${said}`, 500);
    const url = publicLink(citation);
    const key = `${label}\n${url ?? ''}`;
    const known = this.#places.get(key);
    if (known !== undefined || this.list.length >= maxSources) return known;
    this.#places.set(key, this.list.length);
    this.list.push({ label, ...(url !== undefined && url.length <= 2_000 && { url }) });
    return this.list.length - 1;
  }
}

function tableBlock({ name, columns, rows, moreRows }: ReportTable): PageBlock {
  const kept = columns.slice(0, 20);
  return {
    ...{ kind: 'table', caption: short(name, 300) },
    columns: kept.map((column) => plainText(column.name, 200)),
    rows: rows.slice(0, maxRows).map((row) =>
      kept.map((column, at) => {
        const { text, known } = cellText(row[at] ?? null, column);
        return plainText(known === undefined ? text : `${text} (${known})`, 1_000);
      }),
    ),
    moreRows: moreRows + Math.max(0, rows.length - maxRows),
  };
}

/** One line that is not empty. */
function short(text: string, characters: number): string {
  return plainText(text, characters).trim() || '–';
}
