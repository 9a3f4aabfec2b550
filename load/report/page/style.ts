/** How the page looks: light and dark, on a phone, at a desk and on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --raised: #f4f6f8; --rule: #d5dae0; --ink: #1a1d21; --soft: #59616b;
  --good: #0b6b45; --good-page: #e3f4ec; --bad: #b3211c; --bad-page: #fde8e7; --warn: #855700; --warn-page: #fdf3dc;
  --band: rgba(20, 40, 80, 0.045);
  --line-0: #0068a8; --line-1: #c64600; --line-2: #00795c; --line-3: #8a4799; --line-4: #5d6570; --line-5: #9a6d00;
}
@media (prefers-color-scheme: dark) { :root:not(.printing) {
  --page: #13161b; --raised: #1c2128; --rule: #343b45; --ink: #e8ebef; --soft: #a3adb8;
  --good: #5fd6a2; --good-page: #123024; --bad: #ff8d86; --bad-page: #3a1816; --warn: #f2c14e; --warn-page: #33270c;
  --band: rgba(190, 215, 255, 0.06);
  --line-0: #5cb8f2; --line-1: #ff9a5c; --line-2: #43d1a7; --line-3: #d59be0; --line-4: #aab3bd; --line-5: #f0cc57;
} }
:root.printing { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header, main, footer { max-width: 1240px; margin: 0 auto; padding: 0 20px; }
header { padding-top: 28px; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 2px; }
h2 { font-size: 1.2rem; margin: 36px 0 10px; padding-top: 14px; border-top: 1px solid var(--rule); }
h3 { font-size: 1rem; margin: 0; }
p { margin: 0 0 8px; max-width: 75ch; overflow-wrap: anywhere; }
.soft, figcaption p, footer { color: var(--soft); font-size: 0.9rem; }
code { font: 0.88rem/1.45 ui-monospace, monospace; overflow-wrap: anywhere; }
.verdict { border-left: 6px solid; border-radius: 4px; padding: 12px 16px; margin: 18px 0; }
.verdict p { color: var(--ink); margin: 4px 0 0; }
.verdict strong { font-size: 1.2rem; }
.verdict ul { margin: 8px 0 0; padding-left: 20px; color: var(--ink); overflow-wrap: anywhere; }
.passed { color: var(--good); background: var(--good-page); }
.failed { color: var(--bad); background: var(--bad-page); }
.unjudged { color: var(--warn); background: var(--warn-page); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 10px; margin: 0 0 18px; }
.figures div { background: var(--raised); border-radius: 6px; padding: 10px 14px; }
.figures dt { color: var(--soft); font-size: 0.85rem; }
.figures dd { margin: 0; font-size: 1.4rem; line-height: 1.3; font-weight: 600; font-variant-numeric: tabular-nums; }
.about { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 0; }
.about dt { color: var(--soft); }
.about dd { margin: 0; overflow-wrap: anywhere; }
.findings { list-style: none; margin: 0; padding: 0; display: grid; gap: 10px; }
.findings li { border-left: 4px solid var(--rule); padding: 2px 0 2px 14px; overflow-wrap: anywhere; }
.findings li.severe { border-color: var(--bad); }
.findings p { margin: 0; }
.tag { font-weight: 600; }
.severe .tag { color: var(--bad); }
.wide { overflow-x: auto; margin: 0 0 14px; }
.wide:focus-visible, summary:focus-visible { outline: 2px solid var(--line-0); outline-offset: 2px; }
table.listed { border-collapse: collapse; font-size: 0.92rem; font-variant-numeric: tabular-nums; }
.listed caption { text-align: left; font-weight: 600; padding: 4px 0; }
.listed th, .listed td { text-align: right; padding: 5px 14px 5px 0; border-bottom: 1px solid var(--rule); white-space: nowrap; }
.listed th:first-child, .listed .words { text-align: left; }
.listed th:first-child { position: sticky; left: 0; background: var(--page); }
.listed thead th { color: var(--soft); font-weight: 500; vertical-align: bottom; white-space: normal; line-height: 1.25; }
.listed tbody th { font-weight: 500; }
.listed td.words { white-space: normal; min-width: 14ch; }
.charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 22px 28px; }
figure { margin: 0; min-width: 0; break-inside: avoid; }
figcaption p { margin: 0; }
figure:last-child:nth-child(odd) { grid-column: 1 / -1; }
.plot { min-height: 250px; margin-top: 4px; }
.uplot { font: inherit !important; width: 100%; }
.u-legend { font-size: 0.85rem; text-align: left; margin: 0 0 0 8px; color: var(--ink); font-variant-numeric: tabular-nums; }
.u-legend th { font-weight: 400; }
.u-inline tr { margin-right: 10px; }
.u-series > * { padding: 1px 3px; }
.u-series:first-child .u-marker { display: none; }
.u-legend .u-value { min-width: 4.2em; color: var(--soft); }
.u-legend .u-marker { height: 0; width: 18px; border-width: 2px 0 0 !important; }
.u-hz .u-cursor-x, .u-vt .u-cursor-y { border-color: var(--soft); }
summary { cursor: pointer; padding: 6px 0; }
footer { padding-top: 24px; padding-bottom: 32px; }
@media (max-width: 860px) { .charts { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 480px) {
  header, main, footer { padding-left: 16px; padding-right: 16px; }
  .figures { grid-template-columns: 1fr 1fr; }
  .about { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .about dd { margin-bottom: 8px; }
}
@media print {
  body { font-size: 10pt; }
  .wide { overflow: visible; }
  .listed { font-size: 0.85rem; }
  details { display: none; }
  section { break-inside: auto; }
  h2 { break-after: avoid; }
  .figures div { border: 1px solid var(--rule); }
}
`;
