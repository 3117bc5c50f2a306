import { basePageStyle } from '../../drafts/index.ts';

/** Of the page of a report: one wide column, and ink alone on paper. */
export const reportStyle = `${basePageStyle}body { font-size: 15px; }
header, main, footer { max-width: 880px; margin: 0 auto; }
h1 { font-size: 28px; line-height: 1.25; letter-spacing: -.01em; }
header p { color: var(--quiet); font-size: 14px; margin-top: 6px; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 22px 24px; margin-top: 18px; }
h2 { font-size: 19px; line-height: 1.3; margin-bottom: 10px; }
h3 { font-size: 14px; font-weight: 600; margin: 20px 0 6px; break-after: avoid; }
.said { padding: 0; list-style: none; display: grid; gap: 8px; }
.said li { padding-left: 14px; border-left: 2px solid var(--line); }
.said .model { border-left-color: var(--mark-ink); }
.by { background: var(--mark); color: var(--mark-ink); border-radius: 4px; padding: 0 6px; font-size: 12px; white-space: nowrap; }
sup { font-size: 11px; line-height: 0; } sup a { text-decoration: none; }
a { color: var(--mark-ink); text-underline-offset: 2px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 600; color: var(--quiet); vertical-align: bottom; }
th, td { overflow-wrap: break-word; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tr { break-inside: avoid; } td[dir] { min-width: 90px; } td[dir]:first-child { min-width: 160px; } .few { width: auto; min-width: 360px; }
th[title] { text-decoration: underline dotted; text-underline-offset: 3px; cursor: help; }
.n { text-align: right; white-space: nowrap; } th.n { white-space: normal; }
small { display: block; color: var(--quiet); font-size: 12px; }
svg { display: block; width: 100%; max-width: 640px; height: auto; break-inside: avoid; }
svg text { font: 11px system-ui, sans-serif; fill: var(--quiet); }
.bar { fill: var(--bar); } .area { fill: var(--mark); } .line { fill: none; stroke: var(--mark-ink); stroke-width: 1.5; }
.window { fill: var(--back); } .axis { stroke: var(--line); } .span { stroke: var(--bar); stroke-width: 3; stroke-linecap: round; } .dot { fill: var(--mark-ink); }
:root { --bar: #8b93a5; } @media (prefers-color-scheme: dark) { :root { --bar: #79829a; } }
.sources { list-style: none; padding: 0; display: grid; gap: 12px; }
.sources li { display: grid; grid-template-columns: 28px 54px 1fr; gap: 10px; align-items: start; break-inside: avoid; font-size: 14px; }
.sources b { color: var(--quiet); font-weight: 500; text-align: right; }
.sources img { width: 54px; height: 72px; object-fit: cover; border-radius: 5px; background: var(--line); }
.plain { padding-left: 18px; font-size: 14px; color: var(--quiet); display: grid; gap: 4px; }
dl { display: grid; grid-template-columns: 150px 1fr; gap: 6px 14px; font-size: 13.5px; } dt { font-weight: 600; } dd { color: var(--quiet); }
@media (max-width: 640px) { body { padding: 20px 10px 40px; } section { padding: 16px; } dl { grid-template-columns: 1fr; } dt { margin-top: 6px; } }
@media print { :root { color-scheme: light; --ink: #000; --quiet: #444; --line: #ccc; --paper: #fff; --back: #f1f1f1; --mark: #e9edf7; --mark-ink: #23367d; --bar: #8b93a5; } body { background: none; padding: 0; font-size: 11pt; } section { border: 0; padding: 0; margin-top: 22px; } .wide { overflow: visible; } a { text-decoration: none; } }
`;
