// Why captures were given up, the most frequent reason first; each leads to its captures.

import { el } from '../page/dom.js';
import { link } from '../page/router.js';
import { whole } from './numbers.js';
import { swatch } from './segments.js';
import { wordOf } from './states.js';

const SHOWN = 5;

export function reasonList({ manifest_id: manifest, reasons = [] }) {
  if (reasons.length === 0) {
    return null;
  }
  return el('div', { class: 'given-up' }, el('h3', {}, 'Given up'),
    el('p', { class: 'soft small' }, 'Not asked for again by themselves: a retry of their run does.'),
    el('ul', { class: 'rows causes' }, reasons.slice(0, SHOWN).map(({ state, cause, captures }) => el('li', {},
      el('span', { class: 'with-swatch' }, swatch(state), whole(captures)),
      el('a', { class: 'cause', 'data-key': `reason ${state} ${cause}`, href: link({ manifest, view: 'captures', query: { state } }) }, cause || wordOf(state))))),
    reasons.length > SHOWN ? el('p', { class: 'soft small' }, `and ${whole(reasons.length - SHOWN)} more reasons`) : null);
}
