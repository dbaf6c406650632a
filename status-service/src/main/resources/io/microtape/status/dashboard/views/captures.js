// The captures under some filters, a page at a time; each leads to its window.

import { get } from '../page/api.js';
import { blank, el, failure, loading, show } from '../page/dom.js';
import { paced } from '../page/paced.js';
import { link } from '../page/router.js';
import { heading } from '../page/stage.js';
import { filters, narrowed } from '../parts/filters.js';
import { bytes, whole } from '../parts/numbers.js';
import { pager } from '../parts/pager.js';
import { scroll } from '../parts/scroll.js';
import { swatch } from '../parts/segments.js';
import { wordOf } from '../parts/states.js';
import { time } from '../parts/times.js';

const ROWS = 50;
const AGAIN_MILLIS = 2_000;
const FIELDS = ['symbol', 'state', 'session', 'tape', 'event_type', 'month', 'grade'];

export async function open(place, context) {
  const { manifest: { manifest_id: id }, query, store, closing, current } = context;
  const route = { manifest: id, view: 'captures' };
  const list = el('div', {}, loading());
  const draw = async () => {
    try {
      const page = await get('/api/v1/captures', { ...narrowed(query), manifest: id, sort: query.sort, limit: ROWS, offset: query.offset });
      if (current()) {
        show(list, table(page, id), pager(page, 'captures', (to) => link({ ...route, query: { ...query, offset: to || undefined } })));
      }
    } catch (error) {
      show(list, failure(error, draw));
    }
  };
  const [choices] = await Promise.all([filters(FIELDS, context, route), draw()]);
  show(place, heading('Captures', el('p', { class: 'soft' }, 'One tape of one window each')), choices, el('section', { class: 'card', 'aria-label': 'Captures' }, list));
  const again = paced(draw, AGAIN_MILLIS);
  let counted = store.now()?.states;
  closing(store.listen(({ states }) => {
    if (counted !== undefined && counted !== states) {
      again();
    }
    counted = states;
  }));
}

function table({ captures }, manifest) {
  if (captures.length === 0) {
    return blank('No such capture', 'Nothing is there under these filters.');
  }
  return scroll('Captures', el('table', { class: 'stacking' },
    el('thead', {}, el('tr', {}, [['Event'], ['Session'], ['Tape'], ['State'], ['Grade'], ['Rows', 'number'], ['Size', 'number'], ['Cause']]
      .map(([word, kind]) => el('th', { scope: 'col', class: kind }, word)))),
    el('tbody', {}, captures.map((capture) => row(capture, manifest)))));
}

function row(capture, manifest) {
  const { proof } = capture;
  const graded = proof?.grade && proof.grade !== 'NONE';
  return el('tr', { 'data-capture': capture.capture_id },
    el('th', { scope: 'row' }, el('a', {
      class: 'event', 'data-key': capture.capture_id, href: link({ manifest, view: 'windows', item: capture.window_id }),
      'aria-label': `${capture.symbol} ${capture.tape.toLowerCase()} ${capture.window_id}`,
    }, el('span', { class: 'symbol' }, capture.symbol), time(capture.event_at))),
    el('td', {}, capture.session), el('td', {}, capture.tape.toLowerCase()),
    el('td', {}, el('span', { class: 'with-swatch' }, swatch(capture.state), wordOf(capture.state))),
    el('td', { 'data-none': !graded }, graded ? proof.grade : '–'),
    el('td', { class: 'number', 'data-none': !proof }, proof ? whole(proof.rows_kept) : '–'), el('td', { class: 'number', 'data-none': !proof }, proof ? bytes(proof.bytes) : '–'),
    el('td', { class: 'cause', 'data-none': !capture.cause }, capture.cause ?? '–'));
}
