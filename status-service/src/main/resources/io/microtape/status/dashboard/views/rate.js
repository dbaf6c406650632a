// How fast the vendor is asked, since when, by whom, and who holds what.

import { blank, card, el, loading, show } from '../page/dom.js';
import { heading } from '../page/stage.js';
import { badge } from '../parts/badge.js';
import { BREAKER, dial } from '../parts/dial.js';
import { decimal, whole } from '../parts/numbers.js';
import { rateHistory } from '../parts/rate-history.js';
import { head, scroll } from '../parts/scroll.js';
import { time } from '../parts/times.js';

export function open(place, { store, closing }) {
  const parts = ['dial', 'history', 'downloaders', 'leases'].reduce((all, name) => ({ ...all, [name]: el('div', {}, loading()) }), {});
  show(place, heading('Rate', el('p', { class: 'soft' }, 'Of all downloaders together, whatever manifest they work on')),
    el('div', { class: 'columns' }, card('Now', {}, parts.dial), card('Since this page is open', {}, parts.history)),
    card('Downloaders', {}, parts.downloaders), card('Leases', {}, parts.leases));
  const history = rateHistory(parts.history, closing);
  closing(store.listen(({ rate }, changed) => {
    if (changed.has('rate')) {
      show(parts.dial, dial(rate));
      show(parts.downloaders, downloaders(rate));
      show(parts.leases, leases(rate));
      history(rate);
    }
  }));
}

function downloaders({ downloaders: all }) {
  if (all.length === 0) {
    return blank('No downloader', el('p', {}, 'The service was started without a vendor key, so it downloads nothing: ', el('code', {}, 'MICROTAPE_VENDOR_API_KEY')));
  }
  return scroll('Downloaders', el('table', {}, head(['Name'], ['Busy', 'number'], ['Asks', 'number'], ['May ask', 'number'], ['Requests', 'number'], ['429, 5 min', 'number'], ['Circuit']),
    el('tbody', {}, all.map((each) => el('tr', {}, el('th', { scope: 'row' }, each.downloader),
      el('td', { class: 'number' }, `${whole(each.busy)} of ${whole(each.workers)}`), el('td', { class: 'number' }, `${decimal(each.used_per_second)} / s`),
      el('td', { class: 'number' }, `${decimal(each.allowed_per_second)} / s`), el('td', { class: 'number' }, whole(each.requests)),
      el('td', { class: 'number' }, whole(each.throttled5m)), el('td', {}, badge(...BREAKER[each.breaker.state])))))));
}

function leases({ leases: all }) {
  if (all.length === 0) {
    return blank('No leases', 'Nothing is being fetched at the moment.');
  }
  return scroll('Leases', el('table', {}, head(['Held by'], ['Captures', 'number'], ['Until']),
    el('tbody', {}, all.map(({ leased_by: by, captures, until }) => el('tr', {}, el('th', { scope: 'row' }, by),
      el('td', { class: 'number' }, whole(captures)), el('td', {}, time(until, 'seconds')))))));
}
