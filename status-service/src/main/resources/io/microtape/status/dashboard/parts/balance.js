// How evenly the selection is spread: over sessions and hours against their targets, and over symbols.

import { el } from '../page/dom.js';
import { badge } from './badge.js';
import { bar } from './bars.js';
import { facts } from './figures.js';
import { decimal, percent, whole } from './numbers.js';
import { head } from './scroll.js';
import { table } from './table.js';

export function quotas({ sessions }) {
  return table('Sessions against their targets',
    [['Session'], ['Target', 'number'], ['Band', 'number'], ['Achieved', 'number'], ['Selected', 'number'], ['Available', 'number'], ['In the band']],
    sessions.map((each) => ({
      cells: [each.session, percent(each.target_pct), `${decimal(each.min_pct)} – ${percent(each.max_pct)}`, { value: percent(each.selected_pct), kind: 'strong' },
        whole(each.selected), whole(each.available), each.band_holds ? badge('✓ yes', 'active') : badge('✕ no', 'danger')],
    })));
}

export function buckets({ buckets: all }) {
  if (all.length === 0) {
    return null;
  }
  return el('details', { class: 'more-below' }, el('summary', {}, `By time of day, ${whole(all.length)} buckets`),
    table('Times of day against their targets', [['Time (ET)'], ['Target', 'number'], ['Achieved', 'number'], ['Selected', 'number'], ['Slots', 'number'], ['Available', 'number']],
      all.map((each) => ({
        cells: [each.bucket, percent(each.target_pct), { value: percent(each.selected_pct), kind: 'strong' }, whole(each.selected), whole(each.slots), whole(each.available)],
      }))));
}

export function concentration({ concentration: after, concentration_before: before, busiest_symbols: busiest }) {
  const most = Math.max(...busiest.map(({ pct }) => pct), 1);
  const pair = (word, name, words) => [word, before ? `${words(before[name])} → ${words(after[name])}` : words(after[name])];
  return [
    facts([pair('Largest symbol', 'top1_pct', percent), pair('Largest 5', 'top5_pct', percent), pair('Largest 20', 'top20_pct', percent),
      pair('As spread as', 'effective_symbols', (count) => `${decimal(count)} symbols`)]),
    el('table', { class: 'pairs' }, head(['Busiest symbols'], ['Share'], ['Events', 'number']),
      el('tbody', {}, busiest.slice(0, 10).map(({ symbol, events, pct }) => el('tr', {}, el('th', { scope: 'row' }, symbol),
        el('td', { class: 'bars' }, bar((pct / most) * 100, 'after')), el('td', { class: 'number' }, el('span', {}, whole(events)), el('span', { class: 'soft small' }, percent(pct))))))),
  ];
}
