// Phases of the run, in every chart over time: every other one is shaded, and each is called by name above.

import { ink } from './axes.js';

/** @typedef {import('../summary.ts').PhaseSummary} Phase */
/** @typedef {import('uplot')} Plot */

/**
 * @param {Phase[]} phases
 * @returns {import('uplot').Options['hooks']}
 */
export function phaseHooks(phases) {
  return { drawClear: [(plot) => shade(plot, phases)], draw: [(plot) => names(plot, phases)] };
}

/**
 * @param {Plot} plot
 * @param {Phase[]} phases
 */
function shade(plot, phases) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.fillStyle = ink('--band');
  for (const [index, { left, right }] of spans(plot, phases).entries()) {
    if (index % 2 === 0) ctx.fillRect(left, bbox.top, right - left, bbox.height);
  }
  ctx.restore();
}

/**
 * As far as there is room.
 * @param {Plot} plot
 * @param {Phase[]} phases
 */
function names(plot, phases) {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.font = `${11 * scale}px system-ui, sans-serif`;
  ctx.fillStyle = ink('--soft');
  ctx.textBaseline = 'bottom';
  ctx.textAlign = 'left';
  for (const { name, left, right } of spans(plot, phases)) {
    ctx.fillText(shortened(ctx, name, right - left - 4 * scale), left + 2 * scale, bbox.top - 3 * scale);
  }
  ctx.restore();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} text
 * @param {number} width
 */
function shortened(ctx, text, width) {
  if (ctx.measureText(text).width <= width) return text;
  let kept = text.length;
  while (kept > 0 && ctx.measureText(`${text.slice(0, kept)}…`).width > width) kept -= 1;
  return kept < 3 ? '' : `${text.slice(0, kept).trimEnd()}…`;
}

/**
 * Where phases are within what is shown, in the canvas's pixels.
 * @param {Plot} plot
 * @param {Phase[]} phases
 */
function spans(plot, phases) {
  const { left: from, width } = plot.bbox;
  const within = (/** @type {number} */ at) => Math.min(from + width, Math.max(from, plot.valToPos(at, 'x', true)));
  return phases
    .map((phase) => ({ name: phase.name, left: within(phase.from), right: within(phase.to) }))
    .filter(({ left, right }) => right > left);
}
