// How fast the vendor is asked, since when, by whom, and who holds what.

import { blank, card, el, loading, show } from '../page/dom.js';
import { heading } from '../page/stage.js';
import { badge } from '../parts/badge.js';
import { BREAKER, dial } from '../parts/dial.js';
import { decimal, whole } from '../parts/numbers.js';
import { rateHistory } from '../parts/rate-history.js';
import { table } from '../parts/table.js';
import { time } from '../parts/times.js';

export function open(place, { store, closing }) {
  const parts = ['dial', 'history', 'downloaders', 'leases'].reduce((all, name) => ({ ...all, [name]: el('div', {}, loading()) }), {});
  show(place, heading('Rate', el('p', { class: 'soft' }, 'Of all downloaders together, whatever manifest they work on')),
    el('div', { class: 'columns' }, card('Now', {}, parts.dial), card('Lately', {}, parts.history)),
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
  return table('Downloaders', [['Name'], ['Busy', 'number'], ['Asks', 'number'], ['May ask', 'number'], ['Requests', 'number'], ['429, 5 min', 'number'], ['Circuit']],
    all.map((each) => ({
      cells: [each.downloader, `${whole(each.busy)} of ${whole(each.workers)}`, `${decimal(each.used_per_second)} / s`, `${decimal(each.allowed_per_second)} / s`,
        whole(each.requests), whole(each.throttled5m), badge(...BREAKER[each.breaker.state])],
    })));
}

function leases({ leases: all }) {
  if (all.length === 0) {
    return blank('No leases', 'Nothing is being fetched at the moment.');
  }
  return table('Leases', [['Held by'], ['Captures', 'number'], ['Until']],
    all.map(({ leased_by: by, captures, until }) => ({ cells: [by, whole(captures), time(until, 'seconds')] })));
}
