// One cell of a heatmap: a mark or a number, and a small bar of states. Told without colour, and without seeing.

import { el } from '../page/dom.js';
import { segments, wordsOf } from './segments.js';

// name says what it is, label the part of it that the column's head says: a narrow page has no columns.
export function cell({ states, missing, captures }, { name, label, href }) {
  const proven = states.COMPLETE === captures;
  const mark = missing > 0 ? brief(missing) : proven ? '✓' : '∅';
  const bar = segments(states, { class: 'cell-bar', role: undefined, 'aria-label': undefined, 'aria-hidden': 'true' });
  return el('a', {
    class: 'cell', href, tabindex: '-1', 'data-key': href, 'data-missing': missing > 0, 'data-proven': proven,
    title: `${name}: ${wordsOf(states)}`, 'aria-label': `${name}: ${missing > 0 ? `${missing} of ${captures} missing` : 'none missing'}. ${wordsOf(states)}`,
  }, el('span', { class: 'cell-label', 'aria-hidden': 'true' }, label), el('span', { class: 'cell-mark', 'aria-hidden': 'true' }, mark), bar);
}

// A cell has room for three signs; the whole number is in its name.
const brief = (count) => (count < 1000 ? String(count) : `${Math.round(count / 1000)}k`);

export const cellLegend = () => el('p', { class: 'cell-legend soft small' },
  el('span', {}, el('b', { class: 'mark-proof' }, '✓'), ' all complete, with proof'),
  el('span', {}, el('b', { class: 'mark-missing' }, '3'), ' captures missing'),
  el('span', {}, el('b', {}, '∅'), ' none missing, some confirmed empty'),
  el('span', {}, 'Below: the share of each state. Arrow keys go from cell to cell.'));

// One stop for the tab key; from there the arrows go on, as in every grid.
export function grid(table) {
  const cells = () => [...table.querySelectorAll('.cell')];
  const first = cells()[0];
  if (first) {
    first.tabIndex = 0;
  }
  table.addEventListener('focusin', ({ target }) => {
    if (target.classList.contains('cell')) {
      cells().forEach((each) => {
        each.tabIndex = each === target ? 0 : -1;
      });
    }
  });
  table.addEventListener('keydown', (event) => {
    const next = target(event, cells());
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
  return table;
}

function target({ key, target: from }, cells) {
  const at = cells.indexOf(from);
  if (at < 0) {
    return undefined;
  }
  if (key === 'ArrowRight' || key === 'ArrowLeft') {
    return cells[at + (key === 'ArrowRight' ? 1 : -1)];
  }
  if (key === 'Home' || key === 'End') {
    return cells.at(key === 'Home' ? 0 : -1);
  }
  if (key !== 'ArrowDown' && key !== 'ArrowUp') {
    return undefined;
  }
  // Rows have gaps, so up and down go to the cell of the same column in the nearest row that has one.
  const column = from.closest('td').cellIndex - from.closest('tr').cells.length;
  const row = from.closest('tr');
  const rows = cells.filter((each) => each.closest('td').cellIndex - each.closest('tr').cells.length === column);
  const below = rows.filter((each) => each.closest('tr').rowIndex > row.rowIndex);
  const above = rows.filter((each) => each.closest('tr').rowIndex < row.rowIndex);
  return key === 'ArrowDown' ? below[0] : above.at(-1);
}
