// Bars for shares of something. The number always stands beside them.

import { el } from '../page/dom.js';
import { percent, whole } from './numbers.js';

export function bar(part, kind) {
  const fill = el('div', { class: 'bar-fill', 'data-kind': kind });
  fill.style.width = `${Math.min(100, Math.max(0, part))}%`;
  return el('div', { class: 'bar', 'aria-hidden': 'true' }, fill);
}

// Before and after the selection, one under the other.
export function beforeAfter(name, entries) {
  const most = Math.max(...entries.flatMap(({ before, after }) => [before.pct, after.pct]), 1);
  return el('table', { class: 'pairs' },
    el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, name), el('th', { scope: 'col' }, el('span', { class: 'visually-hidden' }, 'Shares')),
      el('th', { scope: 'col', class: 'number' }, 'Before'), el('th', { scope: 'col', class: 'number' }, 'After'))),
    el('tbody', {}, entries.map(({ key, before, after }) => el('tr', {},
      el('th', { scope: 'row' }, key),
      el('td', { class: 'bars' }, bar((before.pct / most) * 100, 'before'), bar((after.pct / most) * 100, 'after')),
      counted(before), counted(after)))));
}

const counted = ({ count, pct }) => el('td', { class: 'number' }, el('span', {}, whole(count)), el('span', { class: 'soft small' }, percent(pct)));

// From the report's {key: {candidates, candidates_pct, selected, selected_pct}}.
export const pairs = (groups, order = Object.keys(groups)) => order.filter((key) => groups[key]).map((key) => [key, groups[key]]).map(([key, each]) => ({
  key, before: { count: each.candidates, pct: each.candidates_pct }, after: { count: each.selected, pct: each.selected_pct },
}));
