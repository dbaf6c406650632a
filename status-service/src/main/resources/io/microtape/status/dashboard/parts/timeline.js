// When each run was at work: it begins where it was started and is as long as the time it has used up.

import { el, svg } from '../page/dom.js';
import { duration } from './numbers.js';
import { shortName } from './run-row.js';
import { time } from './times.js';

const HOUR = 3_600_000;
const ROW = 26;
const WIDTH = 1000;

export function timeline(runs) {
  const bars = runs.map((run) => ({ run, from: Date.parse(run.created_at), millis: run.used?.millis ?? 0 }));
  const from = Math.min(...bars.map((bar) => bar.from));
  const to = Math.max(...bars.map((bar) => bar.from + bar.millis), from + 1_000);
  const x = (at) => ((at - from) / (to - from)) * WIDTH;
  return el('div', { class: 'timeline' },
    el('ol', { class: 'timeline-rows' }, bars.map(({ run, from: start, millis }) => el('li', {},
      el('span', { class: 'mono small' }, shortName(run)),
      svg('svg', { viewBox: `0 0 ${WIDTH} ${ROW}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': `at work for ${duration(millis / HOUR)}` },
        svg('rect', { class: 'timeline-track', x: 0, y: 12, width: WIDTH, height: 2 }),
        svg('rect', { class: 'timeline-bar', 'data-run-state': run.state, x: Math.min(x(start), WIDTH - 4), y: 6, width: Math.max(4, x(start + millis) - x(start)), height: 14 })),
      el('span', { class: 'soft small number' }, duration(millis / HOUR))))),
    el('div', { class: 'timeline-axis soft small' }, time(new Date(from).toISOString(), 'seconds'), time(new Date(to).toISOString(), 'seconds')));
}
