// The way through a long list, by links.

import { el } from '../page/dom.js';
import { whole } from './numbers.js';

// page: {offset, limit, total}; hrefAt(offset) is the address of the page that begins there.
export function pager({ offset, limit, total }, what, hrefAt) {
  if (total <= limit && offset === 0) {
    return el('p', { class: 'pager soft' }, `${whole(total)} ${total === 1 ? what.replace(/s$/, '') : what}`);
  }
  const step = (word, to, possible) => (possible
    ? el('a', { class: 'button', href: hrefAt(to), 'data-key': word }, word)
    : el('span', { class: 'button', 'data-off': true, 'aria-hidden': 'true' }, word));
  return el('nav', { class: 'pager', 'aria-label': `Pages of ${what}` },
    step('Back', Math.max(0, offset - limit), offset > 0), step('Next', offset + limit, offset + limit < total),
    el('span', { class: 'soft' }, `${whole(Math.min(offset + 1, total))} to ${whole(Math.min(offset + limit, total))} of ${whole(total)} ${what}`));
}
