// Coverage by one key: a row for each of its values, a column for each state, and the manifest's total below.

import { get } from '../page/api.js';
import { blank, el } from '../page/dom.js';
import { link } from '../page/router.js';
import { share, whole } from './numbers.js';
import { pager } from './pager.js';
import { scroll } from './scroll.js';
import { segments, swatch } from './segments.js';
import { STATES } from './states.js';

const ROWS = 50;

export async function byOneKey({ manifest: { manifest_id: manifest }, query, by, word, route }) {
  const coverage = await get('/api/v1/coverage', { manifest, by, limit: ROWS, offset: Number(query.offset ?? 0) });
  if (coverage.groups.length === 0) {
    return blank('No captures', 'There is nothing to count.');
  }
  const href = (value) => link({ manifest, view: 'captures', query: { [by]: value } });
  return [
    scroll(`Coverage by ${word.toLowerCase()}`, el('table', {},
      el('thead', { class: 'wrapping' }, el('tr', {}, el('th', { scope: 'col' }, word), el('th', { scope: 'col' }, 'Share of each state'),
        el('th', { scope: 'col', class: 'number' }, 'Captures'), el('th', { scope: 'col', class: 'number' }, 'Proven'),
        STATES.map(({ name, word: state, means }) => el('th', { scope: 'col', class: 'number', title: means },
          el('span', { class: 'head-state' }, swatch(name), state))))),
      el('tbody', {}, coverage.groups.map(({ key: [value], ...group }) => row(el('a', { href: href(value), 'data-key': value }, value || '–'), group))),
      el('tfoot', {}, row('Manifest', coverage)))),
    pager(coverage, 'rows', (to) => link({ ...route, query: { ...query, offset: to || undefined } })),
  ];
}

function row(name, { captures, states }) {
  const count = (value = 0) => el('td', { class: value === 0 ? 'number none' : 'number' }, value === 0 ? '–' : whole(value));
  return el('tr', {}, el('th', { scope: 'row' }, name), el('td', {}, segments(states, { class: 'mini-bar' })),
    el('td', { class: 'number' }, whole(captures)), el('td', { class: 'number' }, share(states.COMPLETE ?? 0, captures)),
    STATES.map((state) => count(states[state.name])));
}
