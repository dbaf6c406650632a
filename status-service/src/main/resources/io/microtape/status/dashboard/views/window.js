// One window: what its tapes say, and what proves that they are the vendor's.

import { get } from '../page/api.js';
import { card, el, loading, show } from '../page/dom.js';
import { link } from '../page/router.js';
import { heading } from '../page/stage.js';
import { captureProof } from '../parts/proof.js';
import { copyable } from '../parts/copied.js';
import { facts } from '../parts/figures.js';
import { decimal, whole } from '../parts/numbers.js';
import { askAgain } from '../parts/ask-again.js';
import { tapeChart } from '../parts/tape-chart.js';
import { time } from '../parts/times.js';

export async function open(place, { manifest: { manifest_id: id }, item, closing, current }) {
  const window = await get(`/api/v1/windows/${encodeURIComponent(item)}`, { manifest: id });
  if (!current()) {
    return;
  }
  const drawn = el('div', {}, loading());
  show(place,
    el('nav', { class: 'small', 'aria-label': 'Where this is' },
      el('a', { href: link({ manifest: id, view: 'captures', query: { symbol: window.symbol } }), 'data-key': 'trail' }, `Captures of ${window.symbol}`)),
    heading(window.symbol, el('p', {}, time(window.event_at), ` · ${window.session}`), el('p', { class: 'soft' }, 'Window from ', time(window.window_from, 'seconds'), ' to ', time(window.window_to, 'seconds'))),
    window.event ? card('Event bar', { class: 'event-bar' }, event(window)) : null,
    card('Tapes', {}, drawn),
    el('div', { class: 'columns' }, window.captures.map((capture) => captureProof(capture, askAgain(capture, id)))),
    window.readers.length > 0 ? card('Read it', {}, readers(window.readers)) : null);
  // After the page: a chart is drawn into what has a size.
  tapeChart(drawn, window, id, closing);
}

function event({ event: bar, captures }) {
  const price = (value) => (value === undefined ? undefined : decimal(value, 4));
  return facts([
    captures[0]?.event_type ? ['Type', captures[0].event_type] : null,
    ['Open', price(bar.open)], ['High', price(bar.high)], ['Low', price(bar.low)], ['Close', price(bar.close)],
    bar.volume === undefined ? null : ['Volume', `${whole(bar.volume)} shares`],
    bar.spike_x === undefined ? null : ['Spike', `${decimal(bar.spike_x)} × usual`]].filter((entry) => entry?.[1] !== undefined));
}

function readers(all) {
  return all.map(({ tape, duckdb, polars }) => el('div', { class: 'reader' }, el('h3', {}, tape.toLowerCase()),
    el('p', { class: 'soft small' }, 'DuckDB'), copyable(duckdb, `DuckDB reader of ${tape.toLowerCase()}`),
    el('p', { class: 'soft small' }, 'Polars'), copyable(polars, `Polars reader of ${tape.toLowerCase()}`)));
}
