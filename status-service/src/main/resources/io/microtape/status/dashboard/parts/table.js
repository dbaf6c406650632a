// Rows and columns. On a narrow page each row becomes a small card whose values say what they are.

import { el } from '../page/dom.js';
import { scroll } from './scroll.js';

// columns: [word, kind, title]; rows: {cells, attributes}, where the first cell names the row. A cell is text, an element, or
// {value, kind, none}: none is left out of a small card.
export function table(name, columns, rows, { foot, head } = {}) {
  return scroll(name, el('table', { class: 'cards' },
    el('thead', { class: head }, el('tr', {}, columns.map(([word, kind, title]) => el('th', { scope: 'col', class: kind, title }, word)))),
    el('tbody', {}, rows.map((each) => row(each, columns))),
    foot ? el('tfoot', {}, row(foot, columns)) : null));
}

function row({ cells, attributes = {} }, columns) {
  const [first, ...others] = cells;
  return el('tr', attributes, el('th', { scope: 'row' }, first),
    others.map((cell, index) => {
      const { value, kind, none } = cell?.value === undefined || cell instanceof Node ? { value: cell } : cell;
      const [word, ofColumn] = columns[index + 1];
      const label = word instanceof Node ? word.textContent : word;
      return el('td', { class: [ofColumn, kind].filter(Boolean).join(' ') || undefined, 'data-label': label, 'data-none': none }, value);
    }));
}
