/** What exported pages have in common: colours, dark where the reader's system is, and type. */
export const basePageStyle = `
:root { color-scheme: light dark; --ink: #16181d; --quiet: #565b66; --line: #dcdfe5; --paper: #fff; --back: #f4f5f7; --mark: #e6ebfb; --mark-ink: #2b45a0; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceef2; --quiet: #a3a8b3; --line: #2d3038; --paper: #191b20; --back: #101115; --mark: #222c4d; --mark-ink: #b4c4ff; } }
* { box-sizing: border-box; margin: 0; }
body { background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; padding: 40px 20px 64px; overflow-wrap: anywhere; }
`;

/** Of the page of a brief: one column. */
export const pageStyle = `${basePageStyle}header, main { max-width: 720px; margin: 0 auto; }
h1 { font-size: 26px; line-height: 1.25; }
header p { color: var(--quiet); font-size: 14px; margin-top: 6px; }
ol { list-style: none; padding: 0; margin-top: 28px; display: grid; gap: 16px; }
li { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 18px 20px; break-inside: avoid; }
h2 { font-size: 21px; line-height: 1.35; margin: 8px 0 14px; }
.marks { display: flex; flex-wrap: wrap; gap: 4px 12px; font-size: 13px; color: var(--quiet); }
.marks span:first-child { background: var(--mark); color: var(--mark-ink); border-radius: 4px; padding: 0 7px; text-transform: capitalize; }
figure { display: flex; gap: 14px; padding-top: 12px; border-top: 1px solid var(--line); margin-top: 12px; }
figure img, figure i { width: 72px; height: 120px; flex: none; object-fit: cover; border-radius: 6px; background: var(--line); }
figcaption { min-width: 0; font-size: 15px; }
dl { display: grid; grid-template-columns: 72px 1fr; gap: 10px 14px; border-top: 1px solid var(--line); margin-top: 12px; padding-top: 12px; }
dt { text-transform: capitalize; color: var(--quiet); }
small { display: block; color: var(--quiet); margin-top: 4px; font-size: 13px; }
`;
