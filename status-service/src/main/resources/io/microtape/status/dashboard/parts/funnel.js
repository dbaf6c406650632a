// What became of every row that was read: stage by stage, with every reason.

import { el } from '../page/dom.js';
import { bar } from './bars.js';
import { share, whole } from './numbers.js';

export function funnel(stages, rows) {
  return el('ol', { class: 'funnel' }, stages.map(({ stage, in: before, rejected, out, reasons }) => el('li', { 'data-stage': stage },
    el('div', { class: 'funnel-head' }, el('h3', {}, stage.replaceAll('_', ' ')),
      el('span', {}, el('strong', {}, whole(out)), el('span', { class: 'soft' }, ` of ${whole(before)} left`))),
    bar((out / Math.max(1, rows)) * 100, 'after'),
    rejected === 0 ? el('p', { class: 'soft small' }, 'Nothing rejected')
      : el('ul', { class: 'reasons', 'aria-label': `Reasons of ${stage}` }, Object.entries(reasons).sort(([, a], [, b]) => b - a).map(([reason, count]) => el('li', {},
        el('span', { class: 'mono' }, reason), el('span', { class: 'count' }, whole(count)), el('span', { class: 'soft small' }, share(count, rows))))))));
}
