import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Finding, Report } from '../../measured.ts';
import type { Chart } from '../chart.ts';
import { type ChartGroup, chartsOf, LIMIT } from '../charts.ts';
import { describe } from '../describe.ts';
import { clock, count } from '../figures.ts';
import { kneeSaid } from '../knee.ts';
import { phasesOf, verdictOf } from '../summary.ts';
import { faultsSaid, planOf, VERDICTS } from '../text.ts';
import { headline } from './headline.ts';
import { html, json, Markup } from './markup.ts';
import { STYLE } from './style.ts';
import { nodeTable, phaseTable, problemTable, secondsTable, stepTable, timingTable } from './tables.ts';

/** The whole report in one file that needs nothing else: no network, no server. */
export async function htmlReport(report: Report): Promise<string> {
  const [library, libraryStyle, script] = await Promise.all([
    readFile(packaged('uplot/dist/uPlot.iife.min.js'), 'utf8'),
    readFile(packaged('uplot/dist/uPlot.min.css'), 'utf8'),
    drawing(),
  ]);
  const groups = chartsOf(report);
  const shown = { charts: groups.flatMap(({ charts }) => charts), phases: phasesOf(report.samples) };
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src ${hashes(library, script)}">
<title>Load test: ${report.scenario}, ${report.startedAt.slice(0, 10)}</title>
<style>${new Markup(libraryStyle + STYLE)}</style>
</head>
<body>
${top(report)}
<main>
${body(report, groups)}
</main>
<footer>Charts: drag over one to look closer at that time in all of them, double-click to see everything again; click a name to hide its line.</footer>
<script type="application/json" id="shown">${json(shown)}</script>
<script>${new Markup(library)}</script>
<script type="module">${new Markup(script)}</script>
</body>
</html>
`.text;
}

/** Modules that a page without a server cannot import one from another: they follow each other as one. */
async function drawing(): Promise<string> {
  const files = ['./axes.js', './phases.js', './draw.js'].map((file) =>
    readFile(new URL(file, import.meta.url), 'utf8'),
  );
  return (await Promise.all(files))
    .join('\n')
    .replace(/^import .*$/gm, '')
    .replace(/^export (?=const|function)/gm, '');
}

const packaged = (name: string): string => fileURLToPath(import.meta.resolve(name));

/** No script runs in the page but these. */
const hashes = (...scripts: string[]): Markup =>
  new Markup(scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`).join(' '));

function top(report: Report): Markup {
  const { judgement } = report;
  const verdict = verdictOf(judgement);
  return html`<header>
<h1>Load test: ${report.scenario}</h1>
<p class="soft">${report.startedAt.slice(0, 16).replace('T', ' ')} UTC, for ${clock(report.seconds)}</p>
<div class="verdict ${verdict}">
<strong>${SIGNS[verdict]} ${VERDICTS[verdict]}: ${faultsSaid(judgement.counts)}</strong>
<p>${count(judgement.events)} events on ${count(judgement.streams)} streams of clients, each held against the log.</p>
${judgement.examples.length > 0 ? html`<ul>${judgement.examples.map((example) => html`<li>${example}</li>`)}</ul>` : ''}
</div>
${headline(report)}
</header>`;
}

const SIGNS = { passed: '✔', failed: '✘', unjudged: '?' };

function body(report: Report, groups: ChartGroup[]): Markup {
  const { findings, knee } = report;
  const drawn = drawings(groups);
  return html`${findings.length > 0 ? html`<section><h2>To know</h2><ul class="findings">${sorted(findings).map(finding)}</ul></section>` : ''}
${knee ? html`<section><h2>The limit</h2><p>${kneeSaid(knee)}</p>${stepTable(knee)}${drawn.get(LIMIT) ?? ''}</section>` : ''}
<section><h2>Figures</h2>${timingTable(report)}${phaseTable(report)}
${report.samples.some(({ nodes }) => nodes.length > 0) ? nodeTable(report) : ''}
${Object.keys(report.totals.problems).length > 0 ? problemTable(report) : ''}</section>
${[...drawn].filter(([heading]) => heading !== LIMIT).map(([heading, charts]) => html`<section><h2>${heading}</h2>${charts}</section>`)}
<section><h2>What was run</h2>${about(report)}
<details><summary>All figures, second by second</summary>${secondsTable(report)}</details></section>`;
}

/** Places for the charts of each group, numbered through as the script finds them. */
function drawings(groups: ChartGroup[]): Map<string, Markup> {
  const all = groups.flatMap(({ charts }) => charts);
  return new Map(
    groups.map(({ heading, charts }) => [
      heading,
      html`<div class="charts">${charts.map((chart) => figure(chart, all.indexOf(chart)))}</div>`,
    ]),
  );
}

const figure = (chart: Chart, number: number): Markup =>
  html`<figure><figcaption><h3>${chart.title}</h3>${chart.note ? html`<p>${chart.note}</p>` : ''}</figcaption>
<div class="plot" id="chart-${number}" role="img" aria-label="${describe(chart)}"></div></figure>`;

const sorted = (findings: Finding[]): Finding[] =>
  [...findings].sort((one, other) => Number(other.severe) - Number(one.severe));

const finding = ({ about, severe, text, advice }: Finding): Markup =>
  html`<li class="${severe ? 'severe' : 'mild'}"><p><span class="tag">${severe ? 'Important, ' : ''}${about}:</span> ${text}</p>
${advice ? html`<p class="soft">${advice}</p>` : ''}</li>`;

const about = (report: Report): Markup => html`<dl class="about">
<dt>Against</dt><dd>${report.target.join(', ')}</dd>
<dt>Command</dt><dd><code>${report.command}</code></dd>
<dt>Plan</dt><dd>${planOf(report)}</dd>
<dt>Tester on</dt><dd>${report.machine}</dd>
</dl>`;
