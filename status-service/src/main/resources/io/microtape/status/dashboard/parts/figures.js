// A few numbers that are read first: what, how much, and of what.

import { el } from '../page/dom.js';

export function figures(entries, attributes = {}) {
  return el('dl', { ...attributes, class: 'figures' }, entries.filter(Boolean).map(([term, value, note]) => el('div', { class: 'figure' },
    el('dt', {}, term), el('dd', {}, value), note ? el('dd', { class: 'note' }, note) : null)));
}

// The same in small, in one line each.
export function facts(entries) {
  return el('dl', { class: 'facts' }, entries.filter(Boolean).map(([term, value]) => el('div', {}, el('dt', {}, term), el('dd', {}, value))));
}
