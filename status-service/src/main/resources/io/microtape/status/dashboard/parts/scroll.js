// What may be wider than the page: it scrolls by itself, with the keyboard too.

import { el } from '../page/dom.js';

export function scroll(name, ...children) {
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': name, 'data-key': `scroll ${name}` }, ...children);
}

export const head = (...columns) => el('thead', {}, el('tr', {}, columns.filter(Boolean).map(([word, kind, title]) =>
  el('th', { scope: 'col', class: kind, title }, word))));
