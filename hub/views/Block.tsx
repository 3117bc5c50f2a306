import type { PageBlock } from '../../src/contract/hub/page.ts';

const barWidth = 100;

/** One block of a page. `sources`: how many the page has. */
export function Block({ block, sources }: { block: PageBlock; sources: number }) {
  switch (block.kind) {
    case 'heading':
      return <h2>{block.text}</h2>;
    case 'paragraph':
      return (
        <p>
          {block.text}
          {block.sources
            .filter((at) => at < sources)
            .map((at) => (
              <sup key={at}>
                <a href={`#source-${at + 1}`} aria-label={`Source ${at + 1}`}>
                  {at + 1}
                </a>
              </sup>
            ))}
        </p>
      );
    case 'note':
      return <p className="note">{block.text}</p>;
    case 'table':
      return <Table block={block} />;
    case 'bars':
      return <Bars block={block} />;
    default:
      return block satisfies never;
  }
}

function Table({ block }: { block: Extract<PageBlock, { kind: 'table' }> }) {
  const { caption, columns, rows, moreRows } = block;
  return (
    // A wide table scrolls by itself, by keyboard too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable
    <section className="wide" tabIndex={0} aria-label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <th key={at} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
            <tr key={line}>
              {row.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                <td key={at}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {moreRows > 0 && <p className="about">{moreRows.toLocaleString('en')} more rows</p>}
    </section>
  );
}

function Bars({ block }: { block: Extract<PageBlock, { kind: 'bars' }> }) {
  const { caption, bars } = block;
  const most = Math.max(...bars.map(({ value }) => Math.abs(value)), 0) || 1;
  return (
    <figure>
      <figcaption>{caption}</figcaption>
      <ul className="bars">
        {bars.map(({ label, value, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
          <li key={at}>
            <span>{label}</span>
            <svg viewBox={`0 0 ${barWidth} 8`} preserveAspectRatio="none" aria-hidden="true">
              <rect width={(Math.abs(value) / most) * barWidth} height="8" />
            </svg>
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
