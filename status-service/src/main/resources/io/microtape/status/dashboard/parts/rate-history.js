// Used and allowed requests a second, for as long as the page is open.

import { el, show } from '../page/dom.js';
import { axis, chart, tooltip } from './chart.js';
import { decimal } from './numbers.js';
import { clock } from './times.js';

const MOST_POINTS = 600;
const EVERY_MILLIS = 1_000;
const LEAST_MILLIS = 60_000;
// Kept beside the view, so that a look elsewhere does not lose it.
const points = [];

// Returns what takes the next rate. It is drawn every second, also while nothing changes.
export function rateHistory(place, closing) {
  const canvas = el('div', { class: 'chart small-chart', 'aria-hidden': 'true' });
  const words = el('p', { class: 'soft small' });
  show(place, canvas, words);
  let draw;
  let last;
  chart(canvas, option, closing).then((redraw) => {
    draw = redraw;
  });
  const sample = () => {
    if (last !== undefined) {
      points.push({ at: Date.now(), used: last.used_per_second, allowed: last.allowed_per_second });
      points.splice(0, Math.max(0, points.length - MOST_POINTS));
      draw?.(option);
    }
  };
  const timer = setInterval(sample, EVERY_MILLIS);
  closing(() => clearInterval(timer));
  return (rate) => {
    const first = last === undefined;
    last = rate;
    if (first) {
      sample();
    }
    const most = points.reduce((peak, { used }) => Math.max(peak, used), rate.used_per_second);
    words.textContent = `Line: used; dashes: allowed. At most ${decimal(most)}, now ${decimal(rate.used_per_second)} of ${decimal(rate.allowed_per_second)} requests a second.`;
  };
}

function option(c) {
  const line = (name, key, color, type) => ({
    name, type: 'line', step: 'end', showSymbol: points.length < 2, color, lineStyle: { width: 1.5, type }, areaStyle: type === 'solid' ? { opacity: 0.12 } : undefined,
    data: points.map((point) => [point.at, point[key]]),
  });
  return {
    animation: false, grid: { left: 36, right: 12, top: 12, bottom: 24 },
    tooltip: { ...tooltip(c), valueFormatter: (value) => `${decimal(value)} / s` },
    xAxis: { type: 'time', min: Math.min(points[0]?.at ?? Infinity, Date.now() - LEAST_MILLIS), max: Date.now(), ...axis(c), splitLine: { show: false }, axisLabel: { ...axis(c).axisLabel, formatter: (at) => clock(at), hideOverlap: true } },
    yAxis: { type: 'value', min: 0, max: Math.max(1, ...points.map(({ used, allowed }) => Math.max(used, allowed))), ...axis(c) },
    series: [line('used', 'used', c.accent, 'solid'), line('allowed', 'allowed', c.soft, 'dashed')],
  };
}
